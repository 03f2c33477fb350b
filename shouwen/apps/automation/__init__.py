"""Rules of the desk: what is done by itself when something happens on a card, with a trace of why."""

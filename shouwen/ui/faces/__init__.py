"""What both doors show of a card, turned from rows into what a template reads. No decisions are made here."""

"""Remote service: authorisations and sessions on a card, and every session in a list."""

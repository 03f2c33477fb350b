"""热线: every call is a record of its own, with or without a card."""

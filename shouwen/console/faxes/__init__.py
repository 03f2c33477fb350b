"""Faxes that came and that go out: the list, those of a card, and the acts on them."""

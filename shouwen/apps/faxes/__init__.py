"""Faxes in and out: by a gateway that speaks mail, or by hand with a printed page."""

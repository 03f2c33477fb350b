"""Who holds which post at which hour."""

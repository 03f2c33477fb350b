"""Live pages: which cards have changed, told to whoever may know of them, as it happens. Never what has changed."""

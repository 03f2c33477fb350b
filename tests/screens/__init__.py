"""Every page with sample data, for tests and for looking at: `python -m tests.screens [folder]`. Nothing is stored."""

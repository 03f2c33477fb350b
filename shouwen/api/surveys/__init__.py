"""Follow-up surveys by programs."""

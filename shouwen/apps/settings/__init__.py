"""What may be set at the desk: who changed it, when, and why."""

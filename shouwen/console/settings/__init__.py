"""Settings: what is set at the desk, what the policy fixes, what the server was started with."""

"""The hospitals' door."""

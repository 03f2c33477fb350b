"""Untrusted bytes, kept under random names, never served as they came."""

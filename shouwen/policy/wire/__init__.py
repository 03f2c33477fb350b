"""Strict JSON to the engine and back."""

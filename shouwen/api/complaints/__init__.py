"""Complaints by programs."""

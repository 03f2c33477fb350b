"""Experts for programs."""

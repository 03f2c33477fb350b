"""Calendars: what is published, and the yearly notice coming in."""

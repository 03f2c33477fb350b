"""Keeping what is remembered: backup, restore, and what says that a restore was broken off."""

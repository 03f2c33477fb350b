"""Experts as a hospital meets them: the green channel, visits, minutes, special solutions."""

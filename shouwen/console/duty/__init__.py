"""Duty: who is on now, the rota, and what one shift leaves to the next."""

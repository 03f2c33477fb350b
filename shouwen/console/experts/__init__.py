"""Experts: the green channel, consultations, the register, visits and special solutions."""

"""Hospitals, campuses, departments, contacts, and the people who stand for them."""

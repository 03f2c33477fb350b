"""The catalogue of services with its delivery standards, as staff see it."""

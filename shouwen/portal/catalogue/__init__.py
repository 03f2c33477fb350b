"""The catalogue of services with its delivery standards, as the hospital sees it."""

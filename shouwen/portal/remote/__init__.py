"""Remote service as a hospital meets it: what it authorises, what was done, its word on it."""

"""Django's own PostgreSQL, but no server waits for ever for a database that has fallen silent."""

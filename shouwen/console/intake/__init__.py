"""A new card by staff: a call, a fax, somebody at the counter, now or written down afterwards."""

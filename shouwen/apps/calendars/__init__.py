"""Published versions of the working calendars."""

"""The imports room: templates, rehearsals, and the yes to what was rehearsed."""

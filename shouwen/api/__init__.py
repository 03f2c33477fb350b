"""The programs' door: the same acts as the console and the portal, asked in JSON."""

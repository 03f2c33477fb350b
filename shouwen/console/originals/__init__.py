"""The list of originals that were opened: by whom, when, on which card, and why."""

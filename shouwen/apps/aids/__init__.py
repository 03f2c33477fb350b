"""What the desk keeps ready: canned replies and checklists, each with its versions; and what was ticked on a card."""

"""Who may sign in: staff with levels and roles, and customers' accounts."""

"""A hospital and its money: quotes to be answered, statements."""

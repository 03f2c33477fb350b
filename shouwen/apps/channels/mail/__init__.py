"""A mailbox of the desk: what comes in is read, sorted, and taken in or set aside."""

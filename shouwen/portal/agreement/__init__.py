"""What was agreed with the hospital, for the head of its IT."""

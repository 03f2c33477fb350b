"""Programs of the hospital that report by themselves."""

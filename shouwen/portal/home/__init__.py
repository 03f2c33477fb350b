"""A hospital's home: report, what is open, who stands for it."""

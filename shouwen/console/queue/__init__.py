"""The console's home: what I owe, what I handle, what is about to be late."""

"""Bad input: every field of every form and operation, found by walking, against everything that nobody means."""

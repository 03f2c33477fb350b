"""One module per command of `shouwen`; each has `main(arguments) -> int`, the exit status."""

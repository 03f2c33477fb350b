"""One card: its page, its proofs, and the acts on it, one module per noun."""

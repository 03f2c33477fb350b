"""Cards: lists, one whole, its story and proofs, and every act on it."""

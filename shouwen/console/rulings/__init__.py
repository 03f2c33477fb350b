"""缺陷认定: what waits for whose word, and the ruling of one card."""

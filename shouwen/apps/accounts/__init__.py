"""账户: where a hospital stands with us, and which agreements end soon. Reads only; keeps nothing of its own."""

"""Money for programs: quotes, work, statements, rate cards. Every amount is whole fen."""

"""Who is told of what happened: in the product, and by mail."""

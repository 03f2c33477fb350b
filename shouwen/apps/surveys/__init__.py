"""回访: asking the customer afterwards, and what he says."""

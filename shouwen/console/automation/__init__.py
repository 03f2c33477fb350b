"""Rules: the list, one with its versions, writing and trying one, and what they did."""

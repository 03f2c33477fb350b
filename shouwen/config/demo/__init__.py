"""A desk to try: invented hospitals, invented people, cards that the acts themselves wrote."""

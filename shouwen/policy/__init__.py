"""The ground: the written promise as pure Python, standard library only."""

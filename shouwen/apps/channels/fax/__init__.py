"""Faxes by a gateway that speaks mail: a letter for a fax, both ways, and a letter for what became of one."""

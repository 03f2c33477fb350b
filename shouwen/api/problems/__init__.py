"""Problems: one cause behind several cards."""

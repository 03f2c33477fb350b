"""投诉: a record of its own that those who are complained of never see."""

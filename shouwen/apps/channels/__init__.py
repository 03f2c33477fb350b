"""The ways in and out besides our own doors: mail, SMS, group robots. One folder each."""

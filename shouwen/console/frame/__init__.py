"""What every room of the console shares: the guard at the door and the frame around the page."""

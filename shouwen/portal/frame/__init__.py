"""What every room of the portal shares: the guard at the door and the frame around the page."""

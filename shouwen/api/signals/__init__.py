"""What programs of hospitals and of carriers tell, signed."""

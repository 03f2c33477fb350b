"""What a hospital has bought: lines, free phases, paid periods."""

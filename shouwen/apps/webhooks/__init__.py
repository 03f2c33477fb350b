"""Programs of others that want to hear what happens: whom they may hear, what is sent, and how it is signed."""

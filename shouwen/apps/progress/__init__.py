"""What the hospital is owed while a card is worked on: a word at the rhythm of its grade, pressed for when late."""

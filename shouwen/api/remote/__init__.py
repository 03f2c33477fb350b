"""Remote service for programs: authorisations, sessions, the word of the hospital."""

"""The reader's page of the API, from files of our own."""

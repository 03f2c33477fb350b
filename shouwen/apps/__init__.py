"""What is remembered: Django apps in one total order; an app imports only those below it."""

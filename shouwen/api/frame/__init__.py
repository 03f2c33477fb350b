"""What every room of the API shares: who calls, how it is read, and how a refusal looks."""

"""What cards refer to: modules, services, calendars, the rota, problems, and who is calling."""

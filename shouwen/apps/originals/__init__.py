"""What was covered, as it came: kept encrypted for some days, opened by right, with a reason, for five minutes."""

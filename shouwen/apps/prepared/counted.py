"""Counting no further than anybody reads."""

from django.db.models import IntegerField, Subquery


class UpTo(Subquery):
    """How many rows a query has, counted no further than its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

"""费率卡: versions of the price list. One is published and never changed; a quote keeps the one that it was made by."""

from django.db import models

from shouwen.policy.rates import Rates


class RateCard(models.Model):
    number = models.PositiveIntegerField(unique=True)
    valid_from = models.DateField()
    day_fen = models.BigIntegerField()
    visit_fen = models.BigIntegerField()
    travel_fen = models.BigIntegerField()
    night_percent = models.PositiveSmallIntegerField()
    rest_day_percent = models.PositiveSmallIntegerField()
    holiday_percent = models.PositiveSmallIntegerField()
    night_from = models.PositiveSmallIntegerField(default=22)
    night_until = models.PositiveSmallIntegerField(default=6)
    note = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def rates(self) -> Rates:
        return Rates(
            day=self.day_fen,
            visit=self.visit_fen,
            travel=self.travel_fen,
            night_percent=self.night_percent,
            rest_day_percent=self.rest_day_percent,
            holiday_percent=self.holiday_percent,
            night_from=self.night_from,
            night_until=self.night_until,
        )

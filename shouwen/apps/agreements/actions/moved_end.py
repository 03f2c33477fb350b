"""A last day that is set by hand: of a free phase, or of a paid period."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.apps.agreements.events import iso
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused

DAY = timedelta(days=1)


@dataclass(frozen=True)
class MovedEnd:
    before: date
    after: date
    because: str

    def told(self, at: datetime) -> dict[str, object]:
        """For the event; the reason stands on the row alone.

        `backdated`: days in the past are covered now; from `starts_on` on open quotes are looked at
        anew, as after a renewal."""
        return {
            "before": iso(self.before),
            "after": iso(self.after),
            "starts_on": iso(min(self.before, self.after) + DAY),
            "backdated": self.before < min(self.after, at.astimezone(SHANGHAI).date()),
        }


def moved_end(first: date, before: date, after: date | None, reason: str, field: str) -> MovedEnd:
    """Another last day than `before`, not before `first`, with a reason. Refused with `field`: `text_missing`,
    `text_too_long`, `until_before_since`, `nothing_changed`."""
    if after is None:
        raise Refused("text_missing", field=field)
    if after < first:
        raise Refused("until_before_since", field=field)
    because = checked_text(reason, "reason", limit=200)
    if after == before:
        raise Refused("nothing_changed", field=field)
    return MovedEnd(before, after, because)

"""A mould: the rows that the acts wrote for a few cards that belong together, to be cast again.

A cast moves every instant by the same whole weeks. Where the days of both stretches are of the same kind, every
deadline falls where the engine would have put it; `fits` says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Model, Q

from shouwen.apps.agreements.queries import Judgement, judge_among, lines_for, promised
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.paging.models import Alarm, Ring
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import events, models, verdicts
from shouwen.apps.tickets.models import Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.calendar_spec import DayClass
from shouwen.policy.calendars import CalendarName, standard_spec

# Every kind of row that hangs on a card. A card's files are not cast: nothing with files may be in a mould.
PARTS: tuple[type[Model], ...] = (
    models.Chase, models.Clock, models.Closure, models.Dispute, models.Fact, models.Firing, models.FollowUp,
    models.Journey, models.Message, models.Offer, models.Rating, models.Resolution, models.Substitution, models.Verdict,
    models.Link, Owed, Alarm, Ring,
)  # fmt: skip
HEAD = ("hospital", "campus", "department", "module")
DAY = timedelta(days=1)


class Mould:
    """Read once; the rows may be gone from the database by the time it is cast."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.tickets = list(Ticket.objects.select_related(*HEAD).filter(pk__in=ids).order_by("accepted_at", "pk"))
        self.parts = {model: _rows(model, ids) for model in PARTS}
        self.archives = list(models.Archive.objects.filter(ticket__in=ids).order_by("pk"))
        self.messages = {row.pk: row for row in models.Message.objects.filter(ticket__in=ids).order_by("pk")}
        self.resolutions = {row.pk: row for row in models.Resolution.objects.filter(ticket__in=ids)}
        self.events = list(Event.objects.filter(subject_kind=events.SUBJECT, subject_id__in=ids).order_by("pk"))
        # Only those of the card's own story: another's event, a survey's, is not cast again.
        of_card = Notice.objects.filter(ticket__in=ids, event__subject_kind=events.SUBJECT)
        self.notices = list(of_card.order_by("pk"))
        self.starts = self.tickets[0].accepted_at
        self.ends = max(self._instants())
        self.last = max(event.at for event in self.events)
        self._lines = {each.pk: lines_for(each.hospital_id, each.campus_id, each.module_id) for each in self.tickets}

    def fits(self, by: timedelta) -> bool:
        """Have the days of this other stretch the same hours, and the agreements the same targets?"""
        day, last = _day(self.starts), _day(self.ends)
        while day <= last:
            if _class_of(day) != _class_of(day + by):
                return False
            day += DAY
        return all(self._is_promised_alike(ticket, by) for ticket in self.tickets)

    def judged(self, ticket: Ticket, verdict: Verdict, by: timedelta) -> Judgement:
        """Who pays when the card is accepted so much later; `ticket` and `verdict` are the mould's own."""
        request = verdicts.request_of(ticket, verdict.kind, verdict.service, verdict.cause)
        return judge_among(self._lines[ticket.pk], replace(request, day=request.day + by))

    def _is_promised_alike(self, ticket: Ticket, by: timedelta) -> bool:
        first = next(row for row in self.parts[Verdict] if isinstance(row, Verdict) and row.ticket_id == ticket.pk)
        then = self.judged(ticket, first, by)
        # Whether going there is covered matters to the clock of a journey alone.
        alike = not self.parts[models.Journey] or then.verdict.onsite_covered == ticket.onsite_covered
        return alike and promised(then.line).to_json() == ticket.promise

    def _instants(self) -> Iterator[datetime]:
        """What the working calendars were asked about: from the first acceptance to the last due time or act."""
        yield self.starts
        for row in self.parts[models.Clock]:
            if isinstance(row, models.Clock):
                yield row.due_at
        yield from (row.at for row in self.parts[models.Fact] if isinstance(row, models.Fact))
        yield from (row.at for row in self.parts[models.Closure] if isinstance(row, models.Closure))


def _rows(model: type[Model], ids: Sequence[int]) -> list[Model]:
    return list(model._default_manager.filter(of_cards(model, ids)).order_by("pk"))


def of_cards(model: type[Model], ids: Sequence[int]) -> Q:
    """The rows of a kind that hang on these cards, directly or not."""
    if model is models.Link:
        return Q(card__in=ids)
    return Q(alarm__ticket__in=ids) if model is Ring else Q(ticket__in=ids)


def _day(at: datetime) -> date:
    return at.astimezone(DESK_ZONE).date()


@cache
def _class_of(day: date) -> DayClass:
    return standard_spec(CalendarName.ONLINE).day_on(day).day_class

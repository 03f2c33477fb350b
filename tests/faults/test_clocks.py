"""Faults 23, 24 and 27: a clock that jumps, nights that are an hour longer or shorter, a calendar that is edited."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.access import token_of
from shouwen.apps.tickets import actions, jobs
from shouwen.apps.tickets.actions.repromise import begin_repromise
from shouwen.apps.tickets.models import Clock, Firing, Repromise, Ticket
from shouwen.config.timetable import TIMETABLE
from shouwen.policy.calendar_spec import CalendarSpec, DayClass
from shouwen.policy.span import Hours
from shouwen.policy.working_time import WorkingTime
from tests.api.programs import secret_of
from tests.cast import Cast, at
from tests.faults.world import check_world

DAY = 24 * 60


@pytest.fixture(autouse=True)
def fresh_calendars() -> Iterator[None]:
    working_times.cache_clear()
    yield
    working_times.cache_clear()


@pytest.mark.slow
@pytest.mark.django_db
def test_fault_23_a_day_ahead_and_back_again(cast: Cast) -> None:
    """Everything that the clock brings about, at 10:00, a day later, and at 10:05: nothing twice, nothing too early."""
    cards = [
        cast.report(key=f"c{number}", answer=answer) for number, answer in enumerate(("workstation", "departments"))
    ]
    secret = secret_of(cast, "agent")
    Session.objects.create(session_key="s" * 32, session_data="", expire_date=at(12 * 60))
    for minutes in (5, 5 + DAY, 6, 10, 61, 5 + DAY, DAY + 6):
        for timed in TIMETABLE:
            timed.run(at(minutes))
    fired = list(Firing.objects.values_list("ticket", "clock", "percent", "cycle"))
    assert len(fired) == len(set(fired)) > 0
    told = list(Notice.objects.values_list("event", "person"))
    assert len(told) == len(set(told))
    keys = list(Delivery.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    # The true instants, whatever the clock said when they were found.
    response = {clock.ticket_id: clock.breached_at for clock in Clock.objects.filter(kind="response")}
    assert response == {cards[0].pk: at(60), cards[1].pk: at(15)} or set(response.values()) <= {at(60), at(30), at(15)}
    # A session of twelve hours is over once the clock has said so; a token ends by its own day and is good again.
    assert (Session.objects.count(), token_of(secret, at(5)) is not None) == (0, True)
    assert check_world() == []


def nightly(zone: str, text: str) -> WorkingTime:
    return WorkingTime(CalendarSpec(name=zone, zone=zone, hours=dict.fromkeys(DayClass, (Hours.parse(text),))))


# Zone, and the year whose every day is looked at.
YEARS = [
    ("America/New_York", 2026), ("Europe/Berlin", 2026), ("Asia/Shanghai", 1986), ("Asia/Shanghai", 1988),
    ("Asia/Shanghai", 1991), ("Asia/Shanghai", 1992),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "year"), YEARS)
@pytest.mark.slow
@pytest.mark.parametrize("opens", ["00:30", "01:30", "02:30", "09:00"])
def test_fault_24_what_opens_daily_opens_once_each_local_day(zone: str, year: int, opens: str) -> None:
    """In a gap at the next valid instant, in a fold at the first; and due times follow from it."""
    where, calendar = ZoneInfo(zone), nightly(zone, f"{opens}-{int(opens[:2]) + 4:02d}:00")
    moment, found = datetime(year, 1, 1, tzinfo=where).astimezone(UTC), []
    end = datetime(year + 1, 1, 1, tzinfo=where).astimezone(UTC)
    while (moment := calendar.next_opening(moment)) < end:
        found.append(moment)
        # A second of work leads to the close; from there on the next day.
        moment = calendar.add(moment, calendar.between(moment, moment + timedelta(hours=12))) + timedelta(seconds=1)
    days = [each.astimezone(where).date() for each in found]
    assert (len(days), len(set(days))) == ((end - datetime(year, 1, 1, tzinfo=where).astimezone(UTC)).days, len(days))
    hour, minute = map(int, opens.split(":"))
    for each, day in zip(found, days, strict=True):
        first = datetime(day.year, day.month, day.day, hour, minute, tzinfo=where)
        in_a_gap = first.astimezone(UTC).astimezone(where).replace(tzinfo=None) != first.replace(tzinfo=None)
        assert each == first.astimezone(UTC) or (in_a_gap and each.astimezone(where).hour == 3), (each, first)


def day_off(when: str) -> CalendarVersion:
    last = newest()
    days = last.days | {when: ["statutory_holiday", None]}
    version = CalendarVersion.objects.create(number=last.number + 1, published_at=at(60), days=days, years=last.years)
    begin_repromise(version, at=at(60), everything=True)
    return version


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cards=st.lists(st.sampled_from(["open", "answered", "held", "ended"]), min_size=3, max_size=8),
    days=st.lists(st.integers(4, 20), min_size=1, max_size=3, unique=True),
    size=st.integers(1, 4),
)
def test_fault_27_an_edited_calendar_reaches_every_open_clock_and_no_closed_one(
    cast: Cast, cards: list[str], days: list[int], size: int
) -> None:
    """The oracle replays each card from its facts under the calendar that it should have now."""
    began = Ticket.objects.count()
    made = [card(cast, kind, f"x{began}-{number}") for number, kind in enumerate(cards)]
    before = {row.pk: (row.due_at, row.stopped_at) for row in Clock.objects.exclude(stopped_at=None)}
    versions = [day_off(f"2026-03-{day:02d}") for day in days]
    while Repromise.objects.filter(finished_at=None).exists():
        actions.repromise_batch(at=at(61), size=size)
    for kind, number in zip(cards, made, strict=True):
        ticket = Ticket.objects.get(number=number)
        assert (ticket.calendar_version == versions[-1]) == (kind != "ended")
        heard = [event.data["calendar"][1] for event in story("ticket", ticket.pk) if event.code == "ticket.repromised"]
        assert heard == ([] if kind == "ended" else [version.number for version in versions])
    after = {row.pk: (row.due_at, row.stopped_at) for row in Clock.objects.filter(pk__in=before)}
    assert after == before
    jobs.watch(at(62))
    # I7: every stored clock is what a replay from the facts gives.
    assert check_world() == []


def card(cast: Cast, kind: str, key: str) -> str:
    ticket = cast.resolved(key=key) if kind == "ended" else cast.report(key=key, answer="department")
    agent = cast.actor("agent")
    if kind == "ended":
        actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
        actions.close(cast.actor("pm"), ticket.number, at=at(41))
    else:
        actions.take(agent, ticket.number, at=at(2))
    if kind in {"answered", "held"}:
        actions.reply(agent, ticket.number, "您好", at=at(3), submission=f"{key}-0123456789-reply")
    if kind == "held":
        actions.hold(agent, ticket.number, "third_party", "等", at=at(4))
    return ticket.number

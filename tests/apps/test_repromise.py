"""A published calendar reaches the open cards in batches: resumed where a worker died, never late by yesterday's."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shouwen.apps.calendars.actions import publish
from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.tickets import actions, jobs
from shouwen.apps.tickets.actions.repromise import begin_repromise
from shouwen.apps.tickets.models import Repromise, Ticket
from tests.cast import Cast, at
from tests.policy.test_notice import CSV

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_calendars() -> Iterator[None]:
    """A version never changes, so it is kept by its id; here each test makes its own with the same ids."""
    working_times.cache_clear()
    yield
    working_times.cache_clear()


def day_off(number: int, when: str, *, everything: bool = True) -> CalendarVersion:
    """A version in which one more day is off, as publishing leaves it."""
    last = newest()
    days = last.days | {when: ["statutory_holiday", None]}
    version = CalendarVersion.objects.create(number=number, published_at=at(1), days=days, years=last.years)
    begin_repromise(version, at=at(1), everything=everything)
    return version


def cards(cast: Cast, count: int) -> list[Ticket]:
    return [cast.report(key=f"card{number}") for number in range(count)]


def reached(version: CalendarVersion) -> int:
    return Ticket.objects.filter(calendar_version=version).count()


def repromised(ticket: Ticket) -> int:
    return sum(event.code == "ticket.repromised" for event in story("ticket", ticket.pk))


def test_publishing_changes_no_card_and_the_job_does_batch_by_batch(cast: Cast) -> None:
    found = cards(cast, 5)
    version = publish(cast.actor("manager"), "2027", CSV, at=at(1), everything=True)
    walk = Repromise.objects.get()
    assert (walk.version, walk.total, walk.seen, reached(version)) == (version, 5, 0, 0)
    assert [actions.repromise_batch(at=at(2), size=2) for _ in range(4)] == [2, 2, 1, 0]
    walk.refresh_from_db()
    assert (walk.seen, walk.changed, walk.finished_at, reached(version)) == (5, 5, at(2), 5)
    assert [repromised(ticket) for ticket in found] == [1] * 5
    assert list(verify()) == []


def test_it_goes_on_where_a_worker_died_and_does_no_card_twice(cast: Cast) -> None:
    found = cards(cast, 4)
    version = day_off(2, "2026-03-04")
    actions.repromise_batch(at=at(2), size=2)
    # Killed with the cursor of the first batch written, and one card of the second reached by the watch meanwhile.
    jobs.look(found[3].pk, at(3))
    assert (reached(version), Repromise.objects.get().cursor) == (3, found[1].pk)
    while actions.repromise_batch(at=at(4), size=2):
        pass
    assert (reached(version), [repromised(ticket) for ticket in found]) == (4, [1] * 4)


def test_a_card_that_fires_before_its_turn_is_counted_by_the_new_calendar_first(cast: Cast) -> None:
    """Grade 3 proposes to climb after two hours of 5×8; the new calendar makes today a day off."""
    ticket = cast.report(answer="department")
    assert Ticket.objects.get().climb_at == at(120)
    day_off(2, "2026-03-03")
    jobs.watch(at(121))
    ticket.refresh_from_db()
    assert [event.code for event in story("ticket", ticket.pk) if event.code == "ticket.climb_proposed"] == []
    assert (repromised(ticket), ticket.climb_at) == (1, at(24 * 60 - 60 + 120))


def test_a_deadline_is_not_missed_by_yesterdays_calendar(cast: Cast) -> None:
    ticket = cast.report()
    actions.take(cast.actor("agent"), ticket.number, at=at(1))
    actions.reply(cast.actor("agent"), ticket.number, "您好", at=at(2), submission="soon-0123456789abcdef")
    due = ticket.clocks.get(kind="resolution").due_at
    day_off(2, "2026-03-04")
    jobs.watch(due + timedelta(minutes=1))
    codes = [event.code for event in story("ticket", ticket.pk)]
    assert "ticket.breached" not in codes
    # From Friday over the weekend.
    assert ticket.clocks.get(kind="resolution").due_at == due + timedelta(days=3)


def test_only_provisional_promises_change_unless_everything_is_asked_for(cast: Cast) -> None:
    cards(cast, 2)
    late_in_the_year = actions.report(
        cast.actor("ward_a"),
        actions.Report(answer="workstation", text="年底的问题"),
        at=datetime(2026, 12, 31, 8, tzinfo=UTC),
        submission="december-0123456789abcdef",
    )
    version = publish(cast.actor("manager"), "2027", CSV, at=datetime(2026, 12, 31, 9, tzinfo=UTC))
    actions.repromise_batch(at=datetime(2026, 12, 31, 10, tzinfo=UTC))
    assert list(Ticket.objects.filter(calendar_version=version)) == [late_in_the_year]
    walk = Repromise.objects.get()
    assert (walk.seen, walk.changed) == (3, 1)


def test_two_versions_are_worked_off_in_their_order_and_never_backwards(cast: Cast) -> None:
    cards(cast, 2)
    day_off(2, "2026-03-04")
    third = day_off(3, "2026-03-05")
    young = cast.report(key="young")
    while actions.repromise_batch(at=at(5), size=1):
        pass
    # The empty batch that ends the second version's walk comes before the third's.
    while actions.repromise_batch(at=at(5), size=1):
        pass
    assert reached(third) == 3
    assert repromised(young) == 0
    assert Repromise.objects.filter(finished_at=None).count() == 0


def test_a_card_that_cannot_be_replayed_is_passed_over(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    found = cards(cast, 3)
    Ticket.objects.filter(pk=found[1].pk).update(promise={})
    version = day_off(2, "2026-03-04")
    with caplog.at_level(logging.ERROR):
        assert actions.repromise_batch(at=at(2)) == 3
    assert (reached(version), Repromise.objects.get().finished_at) == (2, at(2))
    assert [record.getMessage() for record in caplog.records] == [f"card {found[1].pk} could not be promised anew"]

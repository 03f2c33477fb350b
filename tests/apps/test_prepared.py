"""A question compiled once answers like the one that it was made of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import Grant, User
from shouwen.apps.prepared import Prepared, attach
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def test_the_same_rows_for_every_value(cast: Cast) -> None:
    question = Prepared(lambda name: User.objects.filter(username=name))
    for name in ("agent", "ward_a", "nobody", "", "o'clock", "%s", "百分之%"):
        assert question.ask(name=name) == list(User.objects.filter(username=name))


def test_an_instant_is_moved_as_it_was_in_the_question(cast: Cast) -> None:
    def joined(since: datetime) -> QuerySet[User]:
        window = User.objects.filter(date_joined__gte=since - timedelta(hours=2), date_joined__lt=since)
        return window.order_by("pk")

    question = Prepared(joined)
    User.objects.update(date_joined=at(0))
    User.objects.filter(username="agent").update(date_joined=at(-121))
    for minutes in (-200, -1, 0, 1, 119, 120, 121):
        assert question.ask(since=at(minutes)) == list(joined(at(minutes)))


@pytest.mark.parametrize("many", [1, 2, 7, 8, 9, 33])
def test_a_list_of_any_length(cast: Cast, many: int) -> None:
    wanted = sorted(User.objects.values_list("pk", flat=True))[:many]
    question = Prepared(lambda people: User.objects.filter(pk__in=people).order_by("pk"))
    assert [user.pk for user in question.ask(people=wanted)] == wanted


def test_an_empty_list_asks_nothing(cast: Cast) -> None:
    question = Prepared(lambda people: User.objects.filter(pk__in=people))
    with CaptureQueriesContext(connection) as caught:
        assert question.ask(people=[]) == []
    assert len(caught) == 0


def test_nothing_can_be_there(cast: Cast) -> None:
    assert Prepared(lambda pk: User.objects.none().filter(pk=pk)).ask(pk=1) == []


def test_a_small_column_finds_what_it_holds(cast: Cast) -> None:
    question = Prepared(lambda order: Module.objects.filter(order=order))
    assert question.ask(order=77) == []
    kept = Module.objects.create(code="late", name_zh="迟", name_en="Late", order=77)
    assert question.ask(order=77) == [kept]


def test_each_shape_is_a_question_of_its_own(cast: Cast) -> None:
    def ranked(shape: tuple[str, ...], kind: str) -> QuerySet[User]:
        return User.objects.filter(kind=kind).order_by(*shape)

    question = Prepared(ranked)
    for shape in (("username",), ("-username",)):
        assert question.ask(shape, kind="staff") == list(ranked(shape, "staff"))


def test_shapes_beyond_those_that_are_kept_are_answered_alike(cast: Cast) -> None:
    question = Prepared(lambda shape, kind: User.objects.filter(kind=kind).order_by(*shape), most=1)
    for shape in (("username",), ("-username",), ("name", "pk"), ("username",)):
        assert question.ask(shape, kind="staff") == list(User.objects.filter(kind="staff").order_by(*shape))


def test_rows_are_read_anew_each_time(cast: Cast) -> None:
    question = Prepared(lambda name: User.objects.filter(username=name))
    before = question.ask(name="agent")[0].name
    User.objects.filter(username="agent").update(name="renamed")
    assert (before, question.ask(name="agent")[0].name) == ("agent-name", "renamed")


def test_values_and_unions_and_joined_rows(cast: Cast) -> None:
    def both(one: str, other: str) -> QuerySet[Any, tuple[str, int]]:
        rows = User.objects.order_by().values_list("username", "pk")
        return rows.filter(username=one).union(rows.filter(username=other), all=True)

    assert set(Prepared(both).ask(one="agent", other="pm")) == set(both("agent", "pm"))
    question = Prepared(lambda role: Grant.objects.filter(role=role).select_related("user").order_by("pk"))
    with CaptureQueriesContext(connection) as caught:
        found = [grant.user.username for grant in question.ask(role="director")]
    assert (found, len(caught)) == (["manager"], 1)


def test_what_is_reckoned_from_a_value_is_refused(cast: Cast) -> None:
    """The day of an instant would be frozen as the day of the example."""
    question = Prepared(lambda when: User.objects.filter(name=f"{when:%H}"))
    with pytest.raises(ValueError, match="changes with its values"):
        question.ask(when=datetime(2026, 3, 3, tzinfo=UTC))


def test_attached_rows_are_found_without_asking(cast: Cast) -> None:
    people = [cast.users["agent"], cast.users["pm"]]
    attach(people, "grants", Grant.objects.filter(user__in=people), "user_id")
    with CaptureQueriesContext(connection) as caught:
        found = {person.username: [grant.role for grant in person.grants.all()] for person in people}
    assert (found, len(caught)) == ({"agent": ["agent"], "pm": ["account_manager"]}, 0)


def test_hospitals_of_one_reader_and_of_another_are_one_question(cast: Cast) -> None:
    one, other = cast.actor("hospital_a"), cast.actor("hospital_b")
    assert one.standing == other.standing
    assert one.standing.reaching(**one.reach) == replace(one, name="")
    ward = cast.actor("ward_a")
    assert ward.standing != one.standing
    assert ward.standing.reaching(**ward.reach) == replace(ward, name="")

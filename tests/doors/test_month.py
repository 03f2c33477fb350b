"""What the head of a hospital's IT reads of a month, and the list narrowed to it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.of_month import figures_of_month, month_of
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db


def numbers(client: Client, query: str) -> int:
    return client.get(f"/portal/tickets/?{query}").content.decode().count('href="/portal/tickets/SW-')


def test_the_figures_are_those_of_the_rows(cast: Cast) -> None:
    done = cast.resolved()
    actions.follow_up(cast.actor("pm"), done.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), done.number, at=at(41))
    actions.rate(cast.actor("ward_a"), done.number, "5", "", at=at(50))
    cast.report(by="hospital_a", key="second", minutes=60)
    cast.report(by="hospital_b", key="foreign", minutes=61)
    head = cast.actor("hospital_a")
    month = figures_of_month(head, at(70))
    # Answered after six minutes and solved after thirty; the second card's clocks still run.
    assert (month.opened, month.kept, month.decided, month.satisfied, month.rated) == (2, 2, 2, 1, 1)
    assert figures_of_month(head, at(70) + timedelta(days=31)).opened == 0
    assert figures_of_month(cast.actor("ward_a"), at(70)).opened == 1


def test_a_month_begins_and_ends_at_midnight_of_the_desk(cast: Cast) -> None:
    start, end = month_of(at(0).date())
    card = cast.report()
    for instant, counted in ((start, 1), (start - timedelta(seconds=1), 0), (end, 0), (end - timedelta(seconds=1), 1)):
        Ticket.objects.filter(pk=card.pk).update(accepted_at=instant)
        assert figures_of_month(cast.actor("hospital_a"), at(0)).opened == counted


def test_the_list_is_narrowed_by_department_and_month(cast: Cast) -> None:
    now = timezone.now()
    mine, other = cast.report(key="mine"), cast.report(by="hospital_a", key="other")
    Ticket.objects.filter(pk__in=[mine.pk, other.pk]).update(accepted_at=now)
    head = signed_in(cast, "hospital_a")
    present, before = f"{now:%Y-%m}", f"{now - timedelta(days=62):%Y-%m}"
    assert numbers(head, "view=all") == 2
    assert numbers(head, f"view=all&department={cast.ward.pk}") == 1
    assert numbers(head, f"month={present}") == 2
    tabs = head.get(f"/portal/tickets/?view=all&department={cast.ward.pk}").content.decode()
    # The tabs count what they would show, and keep what the list is narrowed by.
    assert tabs.count('<span class="count">1</span>') == 2
    assert f"?view=open&amp;department={cast.ward.pk}" in tabs
    assert numbers(head, f"month={before}") == 0
    assert numbers(head, f"q=打印&department={cast.ward.pk}") == 1
    assert numbers(head, "month=2026-13&view=all") == 2
    assert numbers(head, "department=999999&view=all") == 0
    sheet = head.get(f"/portal/tickets.xlsx?view=all&department={cast.ward.pk}")
    assert sheet.status_code == 200


def test_a_ward_is_asked_for_no_department(cast: Cast) -> None:
    assert 'name="department"' not in signed_in(cast, "ward_a").get("/portal/tickets/").content.decode()
    assert 'name="department"' in signed_in(cast, "hospital_a").get("/portal/tickets/").content.decode()

"""How long a session lasts, and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from shouwen.apps.departures.actions import leave
from shouwen.apps.people.actions import let_back
from shouwen.config.live.viewer import viewer_of
from tests.cast import MORNING, PASSWORD, Cast

LOGIN = "/accounts/login/"
WHO = {"agent": "/console/", "ward_a": "/portal/"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


def signed_in(account: str) -> Client:
    client = Client()
    assert client.post(LOGIN, {"login": account, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client, account: str) -> bool:
    return client.get(WHO[account]).status_code == 200


@pytest.mark.parametrize(("account", "minutes"), [("agent", 30), ("ward_a", 60)])
def test_it_ends_when_nobody_has_asked_for_anything(cast: Cast, clock, account: str, minutes: int) -> None:
    for silent, still in ((minutes * 60 - 1, True), (minutes * 60, False)):
        client = signed_in(account)
        clock.shift(timedelta(seconds=silent))
        assert is_in(client, account) is still


@pytest.mark.parametrize(("account", "hours"), [("agent", 12), ("ward_a", 24)])
def test_it_ends_some_hours_after_signing_in_however_busy(cast: Cast, clock, account: str, hours: int) -> None:
    client = signed_in(account)
    for _ in range(hours * 4 - 1):
        clock.shift(timedelta(minutes=15))
        assert is_in(client, account)
    clock.shift(timedelta(minutes=15))
    assert not is_in(client, account)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_waits_for_news_keeps_nobody_signed_in(cast: Cast, clock) -> None:
    client = signed_in("agent")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    for minutes, there in ((20, True), (9, True), (1, False)):
        clock.shift(timedelta(minutes=minutes))
        assert (viewer_of(cookie) is not None) is there


def test_it_is_written_down_once_a_minute_at_most(cast: Cast, clock) -> None:
    client = signed_in("agent")
    ends = lambda: Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value).expire_date  # noqa: E731
    assert ends() == MORNING + timedelta(minutes=30)
    clock.shift(timedelta(seconds=59))
    assert (is_in(client, "agent"), ends()) == (True, MORNING + timedelta(minutes=30))
    clock.shift(timedelta(seconds=1))
    assert (is_in(client, "agent"), ends()) == (True, timezone.now() + timedelta(minutes=30))


def test_signing_in_gives_a_new_one_and_signing_out_ends_it(cast: Cast) -> None:
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.cookies[name] = "a" * 32
    client.post(LOGIN, {"login": "agent", "password": PASSWORD})
    key = client.cookies[name].value
    assert (key == "a" * 32, len(key), Session.objects.filter(pk=key).count()) == (False, 32, 1)
    page = client.get("/console/").content.decode()
    assert "/accounts/logout/" in page
    client.post("/accounts/logout/")
    client.cookies[name] = key
    assert (is_in(client, "agent"), Session.objects.filter(pk=key).count()) == (False, 0)


def test_another_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = signed_in("agent"), signed_in("agent")
    new = "another-long-word"
    wrong = {"oldpassword": "not-it", "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", wrong).status_code == 200
    assert (is_in(here, "agent"), is_in(elsewhere, "agent")) == (True, True)
    answer = here.post("/accounts/password/change/", wrong | {"oldpassword": PASSWORD})
    assert answer.status_code == 302
    assert (is_in(here, "agent"), is_in(elsewhere, "agent")) == (True, False)


def test_leaving_ends_every_session_for_good(cast: Cast) -> None:
    client, agent = signed_in("agent"), cast.users["agent"]
    leave(cast.actor("admin"), agent.pk, cast.users["agent2"].pk, "离职", at=timezone.now())
    assert not is_in(client, "agent")
    let_back(cast.actor("admin"), agent.pk, at=timezone.now())
    assert not is_in(client, "agent")
    assert is_in(signed_in("agent"), "agent")

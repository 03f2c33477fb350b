"""The link that makes the first account: secret, single, and gone once anybody is there."""

import stat
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from shouwen.apps.ledger.queries import story
from shouwen.apps.ledger.verify import verify
from shouwen.apps.people.models import User
from shouwen.config import first_run
from shouwen.policy.roles import Role
from tests.faults.test_nth_statement import Failing

pytestmark = pytest.mark.django_db
GIVEN = {"name": "周敏", "username": "zhoumin", "password": "lantern-over-9-bridges", "again": "lantern-over-9-bridges"}


@pytest.fixture
def data(settings: object, tmp_path: Path) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def link(data: Path) -> str:
    return f"/setup/{first_run.issue_token()}/"


def test_makes_an_administrator_who_can_sign_in(client: Client, link: str) -> None:
    assert client.get(link).status_code == 200
    response = client.post(link, GIVEN)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    person = User.objects.get()
    assert (person.name, person.username, person.kind) == ("周敏", "zhoumin", "staff")
    assert list(person.grants.values_list("role", flat=True)) == [Role.ADMIN]
    assert person.check_password(GIVEN["password"])
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_is_recorded_without_the_name(client: Client, link: str) -> None:
    client.post(link, GIVEN)
    (event,) = story("person", User.objects.get().pk)
    assert (event.code, event.actor_kind, event.data) == ("person.made", "system", {"roles": ["admin"]})
    assert list(verify()) == []


def test_works_once(client: Client, link: str, data: Path) -> None:
    client.post(link, GIVEN)
    assert client.get(link).status_code == 404
    assert client.post(link, GIVEN | {"username": "second"}).status_code == 404
    assert User.objects.count() == 1
    assert list(data.iterdir()) == []


def test_a_new_link_ends_the_old_one(client: Client, link: str) -> None:
    newer = f"/setup/{first_run.issue_token()}/"
    assert (client.get(link).status_code, client.get(newer).status_code) == (404, 200)


def test_a_wrong_token_is_nothing(client: Client, link: str) -> None:
    assert client.get("/setup/" + "A" * 43 + "/").status_code == 404
    assert client.post("/setup/%E9%A6%96%E9%97%AE/", GIVEN).status_code == 404
    assert not User.objects.exists()


def test_without_a_link_there_is_no_door(client: Client, data: Path) -> None:
    assert client.get("/setup/anything/").status_code == 404


def test_no_link_while_somebody_is_there(client: Client, link: str) -> None:
    User.objects.create_user("agent", name="agent")
    assert client.get(link).status_code == 404
    assert client.post(link, GIVEN).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"again": "another-one-entirely"}, {"password": "short", "again": "short"}, {"username": "a b"}, {"name": ""}],
)
def test_a_bad_answer_keeps_the_link(client: Client, link: str, wrong: dict[str, str]) -> None:
    assert client.post(link, GIVEN | wrong).status_code == 422
    assert not User.objects.exists()
    assert client.post(link, GIVEN).status_code == 302


def test_only_a_hash_is_kept_and_only_for_the_owner(link: str, data: Path) -> None:
    (kept,) = data.iterdir()
    assert link.split("/")[2] not in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_in_both_languages(client: Client, link: str) -> None:
    assert "首个账号" in client.get(link, headers={"accept-language": "zh-CN"}).content.decode()
    assert "First account" in client.get(link, headers={"accept-language": "en"}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_account_that_could_not_be_kept_keeps_the_link(client: Client, link: str) -> None:
    client.raise_request_exception = False
    for nth in range(1, 100):
        failing = Failing(nth, forever=False)
        with connection.execute_wrapper(failing):
            answer = client.post(link, GIVEN)
        if failing.seen < nth:
            break
        assert (answer.status_code, User.objects.exists()) == (503, False)
    assert (nth > 3, answer.status_code, User.objects.count()) == (True, 302, 1)

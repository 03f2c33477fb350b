"""Two profiles for passwords: what each takes, and when one has to be changed."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from shouwen.apps.people.actions import change_password, issue_link, set_password
from shouwen.apps.people.models import User
from shouwen.apps.settings.actions import change_setting, undo_setting
from shouwen.policy.refusal import Refused
from tests.cast import MORNING, PASSWORD, Cast, at

CHANGE = "/accounts/password/change/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(10), tick=False) as moved:
        yield moved


def takes(password: str, person: User) -> bool:
    try:
        validate_password(password, person)
    except ValidationError:
        return False
    return True


def strict(cast: Cast) -> None:
    change_setting(cast.actor("admin"), "password_profile", "dengbao3", "等保要求", at=at(1))


@pytest.mark.parametrize(
    ("password", "asvs", "dengbao"),
    [
        ("Xk7#tq9", False, False),  # seven
        ("Xk7#tq92", True, True),
        ("qmzkwtrv", True, False),  # one kind
        ("qmzkwtr7", True, False),  # two
        ("Qmzkwtr7", True, True),  # three
        ("qmzkwt 急7", True, True),  # a blank and Chinese are the fourth kind
        ("84629175", True, False),
        ("password", False, False),  # common
        ("P@ssw0rd", False, False),  # common, with four kinds
        ("iloveyou1", False, False),
        ("agent-name", False, False),  # his own
        ("Aa1" + "好" * 61, True, True),  # 64
        ("Aa1" + "x" * 1021, True, True),
        ("Aa1" + "x" * 1022, False, False),
    ],
)
def test_the_table_of_both_profiles(cast: Cast, password: str, asvs: bool, dengbao: bool) -> None:
    person = cast.users["agent"]
    assert takes(password, person) is asvs
    strict(cast)
    assert takes(password, person) is dengbao
    undo_setting(cast.actor("admin"), "password_profile", "误改", at=at(2))
    assert takes(password, person) is asvs


def test_none_of_the_last_five_is_taken_again(cast: Cast) -> None:
    person, words = cast.users["agent"], [f"Qmzkwtr{number}" for number in range(6)]
    for word in words:
        change_password(person, word, at=at(3))
    person.refresh_from_db()
    assert [takes(word, person) for word in words] == [True] * 6
    strict(cast)
    assert [takes(word, person) for word in words] == [True, *[False] * 5]
    _person, secret = issue_link(cast.actor("admin"), person.pk, at=at(4))
    with pytest.raises(Refused) as refused:
        set_password(secret, words[5], at=at(5))
    assert (refused.value.code, refused.value.facts["field"]) == ("password_weak", "password")
    set_password(secret, words[0], at=at(5))


def test_an_old_password_is_changed_first_in_one_profile_only(cast: Cast, clock) -> None:
    person = cast.users["agent"]
    change_password(person, "Qmzkwtr1", at=MORNING)
    strict(cast)

    def signed_in(word: str) -> Client:
        client = Client()
        assert client.post("/accounts/login/", {"login": "agent", "password": word}).status_code == 302
        return client

    clock.move_to(MORNING + timedelta(days=90, seconds=-1))
    assert signed_in("Qmzkwtr1").get("/console/").status_code == 200
    clock.move_to(MORNING + timedelta(days=90))
    client = signed_in("Qmzkwtr1")
    for address in ("/console/", "/console/me/", "/"):
        assert client.get(address).url == CHANGE
    page = client.get(CHANGE)
    assert page.status_code == 200
    again = {"oldpassword": "Qmzkwtr1", "password1": "Qmzkwtr1", "password2": "Qmzkwtr1"}
    assert (client.post(CHANGE, again).status_code, client.get("/console/").status_code) == (200, 302)
    new = again | {"password1": "Qmzkwtr2", "password2": "Qmzkwtr2"}
    assert (client.post(CHANGE, new).status_code, client.get("/console/").status_code) == (302, 200)
    undo_setting(cast.actor("admin"), "password_profile", "不再需要", at=MORNING + timedelta(days=91))
    clock.move_to(MORNING + timedelta(days=900))
    assert signed_in("Qmzkwtr2").get("/console/").status_code == 200


def test_one_of_which_nobody_knows_how_old_it_is_counts_as_old(cast: Cast) -> None:
    assert cast.users["agent"].password_since is None
    strict(cast)
    client = Client()
    client.post("/accounts/login/", {"login": "agent", "password": PASSWORD})
    assert client.get("/console/").url == CHANGE

"""A password of a megabyte costs no hashing, at any of the doors where one is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from shouwen.apps.people.passwords import LONGEST
from tests.cast import PASSWORD, Cast, signed_in
from tests.config.hashing import Counting

LONG = "长" * (LONGEST + 1)


@contextmanager
def counted(settings: object) -> Iterator[list[int]]:
    settings.PASSWORD_HASHERS = ["tests.config.hashing.Counting"]
    Counting.lengths.clear()
    yield Counting.lengths


@pytest.mark.parametrize("name", ["agent", "nobody-of-this-name"])
def test_signing_in_with_a_password_beyond_the_longest(cast: Cast, settings: object, name: str) -> None:
    with counted(settings) as lengths:
        answer = Client().post("/accounts/login/", {"login": name, "password": LONG})
        # A known account and an unknown one alike.
        assert (answer.status_code, lengths) == (200, [])


def test_the_old_password_when_a_new_one_is_set(cast: Cast, settings: object) -> None:
    client = signed_in(cast, "agent")
    with counted(settings) as lengths:
        new = {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
        answer = client.post("/accounts/password/change/", {"oldpassword": LONG} | new)
    assert (answer.status_code, [each for each in lengths if each > LONGEST]) == (200, [])


def test_the_longest_password_still_opens(cast: Cast) -> None:
    longest = "长" * LONGEST
    cast.users["agent"].set_password(longest)
    cast.users["agent"].save()
    assert Client().post("/accounts/login/", {"login": "agent", "password": longest}).status_code == 302

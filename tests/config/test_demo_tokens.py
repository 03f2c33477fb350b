"""`shouwen demo --tokens`: new keys for the demo's accounts; the former ones end."""

import json

import pytest
from django.conf import settings

from shouwen.apps.people.access import bearer
from shouwen.config import cli
from shouwen.config.commands.serve import DEMO_ACCOUNTS
from tests.cast import Cast, at


def issued(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert cli.main(["demo", "--tokens"]) == 0
    found: dict[str, str] = json.loads(capsys.readouterr().out)
    return found


def test_each_account_gets_a_key_and_the_former_one_ends(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    kept = settings.DATA / "demo-password"
    kept.write_text("a-b-c")
    try:
        first, second = issued(capsys), issued(capsys)
    finally:
        kept.unlink()
    accounts = [account for account, _english, _chinese in DEMO_ACCOUNTS if account in cast.users]
    assert (list(first), list(second)) == (accounts, accounts)
    now = at(60 * 24 * 300)
    assert [bearer(first[name], now) for name in accounts] == [None] * len(accounts)
    assert [bearer(second[name], now) for name in accounts] == [cast.users[name] for name in accounts]


def test_where_there_is_no_demo_there_are_no_keys(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--tokens"]) == 1
    assert capsys.readouterr().out == ""

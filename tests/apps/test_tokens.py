"""Keys for programs: shown once, kept as a hash, ended by whoever owns them."""

from datetime import timedelta

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.people.access import bearer, hashed
from shouwen.apps.people.actions import issue_token, revoke_token
from shouwen.apps.people.models import ApiToken
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at


def refused(act, *args, **more) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act(*args, at=at(1), **more)
    return caught.value.code, caught.value.facts.get("field")


def test_a_secret_opens_for_its_person_within_its_scope(cast: Cast) -> None:
    token, secret = issue_token(cast.actor("agent"), "夜间导出", ["read"], at=at(0))
    agent = cast.users["agent"]
    assert (bearer(secret, at(1)), bearer(secret, at(1), "write")) == (agent, None)
    assert (token.hash, token.prefix, secret in str(vars(token))) == (hashed(secret), secret[:10], False)
    assert len(secret) == 46


@pytest.mark.parametrize("secret", ["", "sw_", "%", "_", "x" * 10_000, "\ud800", "sw_" + "A" * 43])
def test_any_other_secret_opens_nothing(cast: Cast, secret: str) -> None:
    issue_token(cast.actor("agent"), "a", ["read"], at=at(0))
    assert bearer(secret, at(1)) is None


def test_it_ends_by_time_by_its_owner_and_with_the_account(cast: Cast) -> None:
    agent = cast.actor("agent")
    token, secret = issue_token(agent, "a", ["read"], 30, at=at(0))
    month = timedelta(days=30)
    assert (bearer(secret, at(0) + month - timedelta(seconds=1)), bearer(secret, at(0) + month)) == (
        cast.users["agent"],
        None,
    )
    cast.users["agent"].is_active = False
    cast.users["agent"].save()
    assert bearer(secret, at(1)) is None
    cast.users["agent"].is_active = True
    cast.users["agent"].save()
    revoke_token(agent, token.pk, at=at(2))
    revoke_token(agent, token.pk, at=at(3))
    assert (bearer(secret, at(3)), ApiToken.objects.get().revoked_at) == (None, at(2))
    told = list(Event.objects.filter(subject_kind="person").values_list("code", flat=True))
    assert told == ["person.token_issued", "person.token_revoked"]


def test_its_use_is_noted_once_a_minute(cast: Cast) -> None:
    _token, secret = issue_token(cast.actor("agent"), "a", ["read"], at=at(0))
    noted = []
    for minutes in (1, 1.5, 1.9, 2, 2.5):
        bearer(secret, at(minutes))
        noted.append(ApiToken.objects.get().last_used_at)
    assert noted == [at(1), at(1), at(1), at(2), at(2)]


def test_another_persons_token_is_absent_except_to_the_administrator(cast: Cast) -> None:
    token, secret = issue_token(cast.actor("hospital_a"), "a", ["read", "write"], at=at(0))
    assert refused(revoke_token, cast.actor("hospital_b"), token.pk) == ("absent", None)
    assert bearer(secret, at(1)) == cast.users["hospital_a"]
    revoke_token(cast.actor("admin"), token.pk, at=at(2))
    assert bearer(secret, at(2)) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days", "field"),
    [(" ", ["read"], 30, "name"), ("a", [], 30, "scopes"), ("a", ["admin"], 30, "scopes"), ("a", ["read"], 31, "days")],
)
def test_bad_input_is_refused_at_its_field(cast: Cast, name: str, scopes: list[str], days: int, field: str) -> None:
    assert refused(issue_token, cast.actor("agent"), name, scopes, days)[1] == field

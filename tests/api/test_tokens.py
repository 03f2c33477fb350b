"""Who calls: by the token alone, within its scope and its allowance."""

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shouwen.apps.people import allowance
from shouwen.apps.people.actions import revoke_token
from shouwen.apps.people.models import ApiToken, SentKey, TokenUse
from tests.api.programs import KEY, Program, fault, program
from tests.cast import Cast, at

REPORT = {"answer": "question", "text": "怎样打印？"}


def test_no_token_no_answer(cast: Cast) -> None:
    for secret in ("", "sw_wrong", "x y"):
        answer = Program(secret).ask("me")
        assert fault(answer) == (401, "unauthorised", None)
        assert answer["WWW-Authenticate"] == 'Bearer realm="shouwen"'
    basic = Program()
    basic.told["HTTP_AUTHORIZATION"] = "Basic YTpi"
    assert fault(basic.ask("me")) == (401, "unauthorised", None)


def test_a_session_is_no_token(cast: Cast) -> None:
    browser = Program()
    browser.force_login(cast.users["agent"])
    assert fault(browser.ask("me")) == (401, "unauthorised", None)


def test_nothing_is_set_in_a_browser(cast: Cast) -> None:
    answer = program(cast, "agent").ask("me")
    assert (answer.status_code, len(answer.cookies), answer["Cache-Control"]) == (200, 0, "no-store")


def test_scopes(cast: Cast) -> None:
    reader, writer = program(cast, "ward_a", ("read",)), program(cast, "ward_a", ("write",))
    assert reader.ask("me").status_code == 200
    assert fault(reader.send("tickets", REPORT, KEY)) == (403, "scope_missing", None)
    assert fault(writer.ask("me")) == (403, "scope_missing", None)
    assert writer.send("tickets", REPORT, KEY).status_code == 201


def test_an_ended_token(cast: Cast) -> None:
    agent = program(cast, "agent")
    revoke_token(cast.actor("agent"), ApiToken.objects.get().pk, at=at(0))
    assert fault(agent.ask("me")) == (401, "unauthorised", None)


def test_an_expired_token(cast: Cast) -> None:
    agent = program(cast, "agent")
    with time_machine.travel(at(366 * 24 * 60), tick=False):
        assert fault(agent.ask("me")) == (401, "unauthorised", None)


def test_writes_of_a_minute(cast: Cast, settings: LazySettings) -> None:
    settings.API_WRITES_A_MINUTE = 2
    ward = program(cast, "ward_a")
    asked = [ward.send("tickets", REPORT, f"{KEY}-{turn}") for turn in range(3)]
    assert [answer.status_code for answer in asked] == [201, 201, 429]
    assert fault(asked[2]) == (429, "too_many_requests", None)
    assert asked[2]["Retry-After"] == "60"
    assert ward.ask("me").status_code == 200
    with time_machine.travel(at(11), tick=False):
        assert ward.send("tickets", REPORT, f"{KEY}-4").status_code == 201


@pytest.mark.parametrize("limit", [1, 20, 45])
def test_reads_of_a_minute_are_counted_exactly_in_one_process(cast: Cast, settings: LazySettings, limit: int) -> None:
    settings.API_READS_A_MINUTE = limit
    agent = program(cast, "agent")
    assert [agent.ask("me").status_code for _ in range(limit + 1)] == [200] * limit + [429]


def test_processes_together_never_pass_the_limit(cast: Cast, settings: LazySettings) -> None:
    """A process that ends takes what it had in hand with it."""
    settings.API_READS_A_MINUTE = 45
    agent, passed = program(cast, "agent"), 0
    for _process in range(4):
        allowance.forget_in_hand()
        passed += sum(agent.ask("me").status_code == 200 for _ in range(15))
    assert passed == 35
    assert TokenUse.objects.get().used == 45


def test_most_reads_write_nothing(cast: Cast) -> None:
    agent = program(cast, "agent")
    agent.ask("me")
    with CaptureQueriesContext(connection) as caught:
        agent.ask("me")
    assert [each["sql"] for each in caught if not each["sql"].startswith("SELECT")] == []


def test_what_is_spent_is_forgotten(cast: Cast) -> None:
    program(cast, "ward_a").send("tickets", REPORT, KEY)
    assert (TokenUse.objects.count(), SentKey.objects.count()) == (1, 1)
    assert allowance.forget_spent(at(30)) == 1
    # A card stays for ever, and so does the key that it came with.
    assert (allowance.forget_spent(at(31 * 24 * 60)), SentKey.objects.count()) == (0, 1)

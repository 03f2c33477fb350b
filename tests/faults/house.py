"""The small house of the kill tests, in a process of its own: `prepare` fills it, `judge` says what is wrong."""

import json
import sys
from collections.abc import Iterator
from importlib import import_module

from shouwen.config.commands import ground


def prepare() -> dict[str, str]:
    """Fill an empty database with the cast; a session each for those who act."""
    ground.migrate()
    cast = import_module("tests.cast").assemble()
    # The agent answers at any hour, so that the test is the same at night.
    type(cast.hospital).objects.update(account_manager=cast.users["agent"])
    settings = import_module("django.conf").settings
    session = import_module("django.contrib.sessions.backends.db").SessionStore
    sessions = {}
    for name in ("agent", "ward_a"):
        user, store = cast.users[name], session()
        store["_auth_user_id"] = str(user.pk)
        store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[-1]
        store["_auth_user_hash"] = user.get_session_auth_hash()
        store.create()
        sessions[name] = store.session_key
    return sessions


def judge(thanked: dict[str, list[str]]) -> list[str]:
    """`submissions` of forms, and `acts` as "number code", for which somebody saw that they were done."""
    return [*import_module("tests.faults.world").check_world(thanked["submissions"]), *_lost_acts(thanked["acts"])]


def _lost_acts(acts: list[str]) -> Iterator[str]:
    event = import_module("shouwen.apps.ledger.models").Event
    ticket = import_module("shouwen.apps.tickets.models").Ticket
    numbers = dict(ticket.objects.values_list("pk", "number"))
    kept = {f"{numbers[pk]} {code}" for pk, code in event.objects.values_list("subject_id", "code") if pk in numbers}
    yield from (f"lost: {each}" for each in sorted(set(acts) - kept))


def states() -> dict[str, int]:
    counted: dict[str, int] = {}
    for state in import_module("shouwen.apps.tickets.models").Ticket.objects.values_list("state", flat=True):
        counted[state] = counted.get(state, 0) + 1
    return counted


if __name__ == "__main__":
    ground.start()
    if sys.argv[1] == "prepare":
        answer: object = prepare()
    else:
        answer = {"faults": judge(json.load(sys.stdin)), "states": states()}
    json.dump(answer, sys.stdout)

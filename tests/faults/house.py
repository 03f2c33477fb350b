"""The small house of the kill tests, in a process of its own: `prepare` fills it, `judge` says what is wrong."""

import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from shouwen.config.commands import ground


def prepare() -> dict[str, str]:
    """Fill an empty database with the cast; a session each for those who act."""
    ground.migrate()
    # Nobody signs in with a password here: it need not be slow to guess.
    import_module("django.conf").settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast = import_module("tests.cast").assemble()
    # The agent answers at any hour, so that the test is the same at night.
    type(cast.hospital).objects.update(account_manager=cast.users["agent"])
    return sessions()


def sessions() -> dict[str, str]:
    """A new session for each of those who act."""
    users = import_module("shouwen.apps.people.models").User.objects
    settings = import_module("django.conf").settings
    made = {}
    for name in ("agent", "ward_a", "hospital_b"):
        user, store = users.get(username=name), import_module("django.contrib.sessions.backends.db").SessionStore()
        store["_auth_user_id"] = str(user.pk)
        store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[-1]
        store["_auth_user_hash"] = user.get_session_auth_hash()
        store.create()
        made[name] = store.session_key
    return made


def talk() -> dict[str, str]:
    """The house with a conversation that an agent has taken; begun on a working day, so that it is so at any hour."""
    made = prepare()
    cast, acts = import_module("tests.cast").present(), import_module("shouwen.apps.conversations.actions")
    begin, now = import_module("tests.cast").at, import_module("django.utils.timezone").now()
    opening, key = acts.Opening("打印机不出纸？"), "talk-0123456789abcdef"
    found = acts.begin(cast.actor("ward_a"), opening, at=begin(0), submission=key)
    acts.take(cast.actor("agent"), found.talk.pk, at=begin(1))
    acts.say(cast.actor("agent"), found.talk.pk, "您好，请讲。", at=now, submission="hello-0123456789abcdef")
    return made | {"talk": str(found.talk.pk)}


def said_in(talk: str) -> list[str]:
    """The words of a conversation in their order, as they are kept; and those of its card, which must be the same."""
    line = import_module("shouwen.apps.conversations.models").Line
    rows = line.objects.filter(conversation=int(talk)).exclude(message=None).order_by("sequence")
    words = list(rows.values_list("message__body", flat=True))
    messages = import_module("shouwen.apps.tickets.models").Message.objects.order_by("pk")
    return words if words == list(messages.values_list("body", flat=True)) else ["the card has others"]


def furnish(key: str) -> int:
    """Two cards more: one with a file, one that was taken."""
    acts = import_module("tests.faults.acts")
    cast = import_module("tests.cast").present()
    acts.report(cast, "", f"{key}-1")
    acts.prepare(cast, acts.TRIALS["resolve"], f"{key}-2")
    return 2


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


ANSWERS: dict[str, Callable[[list[str]], object]] = {
    "prepare": lambda _words: prepare(),
    "sessions": lambda _words: sessions(),
    "talk": lambda _words: talk(),
    "said": lambda words: said_in(words[0]),
    "furnish": lambda words: furnish(*(words or ["k"])),
    "judge": lambda _words: {"faults": judge(json.load(sys.stdin)), "states": states()},
}

if __name__ == "__main__":
    ground.start()
    json.dump(ANSWERS[sys.argv[1]](sys.argv[2:]), sys.stdout)

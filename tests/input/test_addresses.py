"""What stands in an address: odd names and numbers in its path, odd questions after it, and sending without a form."""

from itertools import count
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.doors.test_matrix import every_address
from tests.input.corpus import DAYS, NUMBERS, TEXTS
from tests.input.desk import FORM, Desk, encoded
from tests.input.forms_of import Form
from tests.input.judging import faults, faults_of_page
from tests.input.walk import READERS, Walk, opens
from tests.input.world import World

pytestmark = pytest.mark.django_db

# Beside those that a page's own links and forms ask with.
ALSO_ASKED = {"after", "q", "week", "month", "from", "until", "tab", "next", "hospital", "state"}
PLACES = [
    "%00", "..%2f..", "%2e%2e", "%ff%fe", "%ed%a0%80", "a" * 3_000, "9" * 30, str(2**63), "-1", "0", "%E2%80%AE",
    "x%0d%0ay", "SW-20260303-0001%00", "SW-２０２６０３０３-0001", "{{7*7}}", "%27OR%201=1--", "1e9", "１２",
]  # fmt: skip


def judged(desk: Desk, who: str, method: str, url: str, body: bytes = b"") -> list[str]:
    answer = desk.ask(who, method, url, body, FORM, HTTP_ACCEPT_LANGUAGE="en")
    found = [*faults(who, answer), *faults_of_page(answer, Form(method, url), {}, "en")]
    return [f"{method} {url[:200]} ({who}): {fault}" for fault in found]


def odd_paths(name: str, needs: list[str], own: dict[str, str], values: list[str]) -> list[str]:
    """An address with each of its parts replaced in turn."""
    url = reverse(name, kwargs={need: own[need] for need in needs})
    steps, places, at = url.split("/"), [], 0
    for need in needs:
        place = steps.index(quote(own[need]), at) if quote(own[need]) in steps[at:] else -1
        if place < 0:
            continue
        places.append(place)
        at = place + 1
    return ["/".join([*steps[:place], value, *steps[place + 1 :]]) for place in places for value in values]


def asked_oddly(walk: Walk, name: str, values: list[str]) -> list[str]:
    """A list with each question of its own and of other lists in turn, and with all of them."""
    _who, url = walk.lists[name]
    names = sorted(walk.asked.get(name, set()) | ALSO_ASKED)
    queries = [{each: [value]} for each in names for value in values] + [{each: [values[0]] for each in names}]
    return [f"{url}?{encoded(query).decode()}" for query in queries]


def test_odd_names_in_a_path(desk: Desk, world: World) -> None:
    found, turn, table = [], count(), opens("GET")
    for name, needs in sorted(every_address().items()):
        who = next((each for each in READERS if each in table[name]), "manager")
        for url in odd_paths(name, needs, world.objects["own"], PLACES[next(turn) % 9 :: 9]):
            found += [line for method in ("GET", "POST") for line in judged(desk, who, method, url)]
    assert not found, "\n".join(found)


def test_odd_questions(desk: Desk, walk: Walk) -> None:
    """Filters, search, cursors and downloads: each with one odd value, and each with odd values everywhere."""
    found, turn = [], count()
    corpus = [value for value in (*TEXTS.values(), *NUMBERS.values(), *DAYS.values()) if len(value) < 6_000]
    for name, (who, _url) in sorted(walk.lists.items()):
        start = next(turn) * 5 % len(corpus)
        asks = asked_oddly(walk, name, [corpus[start]])
        # What a page's own links never ask is asked all together only.
        own = len(asks) if name in walk.asked else 0
        for url in asks[-1:] + asks[:own:2]:
            found += judged(desk, who, "GET", url)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_every_question_against_everything(desk: Desk, walk: Walk) -> None:
    found: list[str] = []
    corpus = [value for value in (*TEXTS.values(), *NUMBERS.values(), *DAYS.values()) if len(value) < 6_000]
    for name, (who, _url) in sorted(walk.lists.items()):
        asks = asked_oddly(walk, name, corpus) if name in walk.asked else asked_oddly(walk, name, corpus[:1])
        for url in asks:
            found += judged(desk, who, "GET", url)
    assert not found, "\n".join(found)


def test_sending_without_a_form(desk: Desk, world: World, walk: Walk) -> None:
    """Wherever anything may be sent: every name that any form has, all odd at once."""
    found, turn = [], count()
    names = sorted({name for each in walk.forms.values() for name in each.form.fields} - {"language"})
    corpus = [value for value in (*TEXTS.values(), *NUMBERS.values(), *DAYS.values()) if len(value) < 6_000]
    table = opens("POST")
    for name, needs in sorted(every_address().items()):
        for who in [each for each in READERS if each in table[name]][:1]:
            whose = table[name][who][0]
            url = reverse(name, kwargs={need: world.objects[whose][need] for need in needs})
            value = corpus[next(turn) * 5 % len(corpus)]
            odd = b"&%00=%00&=&&&%ff=%ff&card=%00&card=%ed%a0%80"
            found += judged(desk, who, "POST", url, encoded({each: [value] for each in names}) + odd)
    assert not found, "\n".join(found)

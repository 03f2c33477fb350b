"""Every form of the HTML doors, found by opening the pages, with who may see it; and what lists ask in an address."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve, reverse

from tests.doors.test_matrix import TABLE, WHOSE, every_address
from tests.input.desk import Desk
from tests.input.forms_of import Form, page_of
from tests.input.world import World

# Who opens a page, first to last; what hangs on the reader is opened by all of them.
READERS = ("manager", "admin", "pm", "agent", "developer", "hospital_a", "ward_a", "nobody")
# What has forms of its own for this reader, even when another has opened the page.
ALSO = frozenset({"admin", "ward_a", "developer"})
EVERY = (
    "fresh", "open", "handled", "held", "offered", "resolved", "solved", "closed", "archived", "disputed", "major",
    "unknown", "linked", "travelling",
)  # fmt: skip
OF_A_CARD = {
    "console:card": {"manager": EVERY, "pm": ("solved", "resolved"), "agent": ("handled",), "developer": ("offered",)},
    "portal:ticket": {"ward_a": EVERY},
}


@dataclass
class Found:
    """A form, where it goes by name, and the pages that carry one like it, each with its reader."""

    address: str
    form: Form
    at: list[tuple[str, str, Form]] = field(default_factory=list)


@dataclass
class Walk:
    forms: dict[tuple[str, tuple[str, ...]], Found] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lists: dict[str, tuple[str, str]] = field(default_factory=dict)
    acts: set[tuple[str, str]] = field(default_factory=set)
    pages: int = 0

    def open(self, desk: Desk, who: str, url: str) -> list[str]:
        """The page's links to itself, which open other forms of it."""
        answer = desk.ask(who, "GET", url, HTTP_ACCEPT_LANGUAGE="en")
        if answer.status != 200 or "html" not in answer.headers.get("Content-Type", ""):
            return []
        self.pages += 1
        page, here = page_of(answer.text), urlsplit(url).path
        for form in page.forms:
            self._take(who, url, form)
        inner = []
        for link in page.links:
            parts = urlsplit(urljoin(f"http://testserver{url}", link))
            if parts.netloc != "testserver" or not parts.query:
                continue
            self._asks(parts.path, [name for name, _value in parse_qsl(parts.query, keep_blank_values=True)])
            if parts.path == here:
                inner.append(f"{parts.path}?{parts.query}")
        return list(dict.fromkeys(inner))

    def _take(self, who: str, url: str, form: Form) -> None:
        target = urlsplit(urljoin(f"http://testserver{url}", form.action))
        if target.netloc != "testserver":
            return
        if form.method == "GET":
            self._asks(target.path, list(form.fields))
            return
        name = name_of(target.path)
        form.action = target.path + (f"?{target.query}" if target.query else "")
        key = (name, tuple(sorted(form.fields)))
        self.forms.setdefault(key, Found(name, form)).at.append((who, url, form))

    def _asks(self, path: str, names: list[str]) -> None:
        self.asked[name_of(path)].update(names)


def name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def opens(method: str) -> dict[str, dict[str, list[str]]]:
    """By address and reader: whose objects he may open, or may at least try to send to."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    good = {"GET": {"200"}, "POST": {"200", "302", "409", "422"}}[method]
    for row in TABLE.read_text().splitlines():
        name, how, who, *answers = row.split("\t")
        whose = [each for each, answer in zip(WHOSE, answers, strict=False) if answer in good]
        behind = name.startswith(("console:", "portal:")) and who == "nobody"
        if how == method and whose and not name.startswith("api:") and not behind:
            found[name][who] = whose
    return found


def walked(desk: Desk, world: World) -> Walk:
    walk, table = Walk(), opens("GET")
    for name, needs in sorted(every_address().items()):
        readers = [who for who in READERS if who in table[name]]
        if name in OF_A_CARD:
            for reader, state in ((who, state) for who in readers for state in OF_A_CARD[name].get(who, ())):
                _card(walk, desk, reader, reverse(name, args=[world.cards[state]]), name)
        elif "number" in needs and name.startswith("console:"):
            _first_that_opens(walk, desk, readers, name, needs, world)
        else:
            for who in readers[:1] + [each for each in readers[1:] if each in ALSO]:
                for whose in table[name][who][:2] if who in ALSO else table[name][who][:1]:
                    url = reverse(name, kwargs={need: world.objects[whose][need] for need in needs})
                    walk.lists.setdefault(name, (who, url))
                    walk.open(desk, who, url)
    return walk


def _card(walk: Walk, desk: Desk, who: str, url: str, name: str) -> None:
    walk.lists.setdefault(name, (who, url))
    for link in walk.open(desk, who, url):
        act = dict(parse_qsl(urlsplit(link).query)).get("act", "")
        if act and (name, act) not in walk.acts:
            walk.acts.add((name, act))
            walk.open(desk, who, link)


def _first_that_opens(walk: Walk, desk: Desk, readers: list[str], name: str, needs: list[str], world: World) -> None:
    own = world.objects["own"]
    for who in readers[:1]:
        for number in world.cards.values():
            url = reverse(name, kwargs={need: own[need] for need in needs} | {"number": number})
            before = walk.pages
            walk.open(desk, who, url)
            if walk.pages > before:
                walk.lists.setdefault(name, (who, url))
                return

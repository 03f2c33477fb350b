"""The filters as a page shows them: a chip for each that is on, and a form with all there are."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from shouwen.apps.tickets.filters import CODES, KEYS, NOBODY, OPEN, Choices, ClockState, Named
from shouwen.apps.tickets.queue import Tab, View
from shouwen.console.queue.asked import address
from shouwen.policy.lifecycle import State
from shouwen.policy.roles import Level
from shouwen.policy.severity import Kind
from shouwen.ui.code_words import word

ROOM = "queue"
TAB_WORDS: Mapping[Tab, Promise] = {
    Tab.FIRST_CONTACT: pgettext_lazy("queue", "First contact"),
    Tab.HANDLING: pgettext_lazy("queue", "Handling"),
    Tab.UNTAKEN: pgettext_lazy("queue", "Untaken"),
    Tab.SOON: pgettext_lazy("queue", "Due soon"),
    Tab.ALL: pgettext_lazy("queue", "All"),
}
Option = tuple[str, str]
# The form has no field for a figure of another page; it is carried along.
CARRIED = ("owes", "who")
ORDER = {
    "grade": sorted(CODES["grade"]),
    "state": [OPEN, *[state.value for state in State]],
    "level": [level.value for level in Level],
    "kind": [kind.value for kind in Kind],
    "channel": ["portal", "chat", "phone", "walk_in", "fax", "mail", "onsite"],
    "clock": [state.value for state in ClockState],
}
VOCABULARY = {"clock": "filter_value", "owes": "debt"}


def chips(view: View, choices: Choices) -> list[dict[str, object]]:
    """Each filter that is on, in words, with the address of the list without it."""
    found: list[dict[str, object]] = []
    for key, value in view.filters.items():
        if key == "who":
            continue
        without = {each: said for each, said in view.filters.items() if each != key and (key, each) != ("owes", "who")}
        words = value_words(key, value, choices)
        if key == "owes" and "who" in view.filters:
            words = f"{name_of(choices.people[view.filters['who']])} · {words}"
        label = "" if key in {"owes", "clock"} else word(key, "filter")
        found.append({"label": label, "words": words, "url": address(View(view.tab, without))})
    return found


def fields(view: View, choices: Choices) -> list[dict[str, object]]:
    """Every filter as a field of a plain form: its choices, and what is chosen."""
    return [
        {
            "key": key,
            "label": word(key, "filter"),
            "value": view.filters.get(key, ""),
            "options": list(_options(key, view.filters.get(key, ""), choices)),
        }
        for key in KEYS
        if key not in CARRIED
    ]


def value_words(key: str, value: str, choices: Choices) -> str:
    """A value as a reader says it."""
    if key in CODES:
        return word(value, "filter_value" if value == OPEN and key == "state" else VOCABULARY.get(key, key))
    if key in {"from", "until"}:
        return value
    if value == NOBODY:
        return word(value, "filter_value")
    return name_of({"hospital": choices.hospitals, "module": choices.modules}.get(key, choices.people)[value])


def name_of(named: Named) -> str:
    if named.unlisted:
        return _("Not known yet")
    return named.name_en if named.name_en and not (get_language() or "").startswith("zh") else named.name


def _options(key: str, chosen: str, choices: Choices) -> Iterator[Option]:
    if key in ORDER:
        yield from ((value, value_words(key, value, choices)) for value in ORDER[key])
        return
    if key == "handler":
        yield NOBODY, word(NOBODY, "filter_value")
    rows = {"hospital": choices.hospitals, "module": choices.modules, "from": {}, "until": {}}.get(key, choices.people)
    # Who has left is no choice any more, but stays one where it was made.
    yield from ((pk, name_of(named)) for pk, named in rows.items() if not named.gone or pk == chosen)

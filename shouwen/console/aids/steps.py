"""The steps of a macro in a form, a row for each, and in words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shouwen.apps.aids.models import Version
from shouwen.apps.aids.queries import name_of, newest
from shouwen.apps.aids.things import last_name
from shouwen.apps.installations.queries import every_module
from shouwen.apps.people.models import Team
from shouwen.apps.people.queries import qualified_staff, teams
from shouwen.policy.aids import VARIABLES
from shouwen.policy.macros import AIDS, BY_ID, MOST_STEPS, VALUES, Do, Step
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Impact, Urgency
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name
from shouwen.ui.time_words import minutes_words

Made = TypeVar("Made")
Choices = list[tuple[str, str]]
ROWS = range(1, MOST_STEPS + 1)


def add_rows(form: forms.Form, kept: Iterable[Step], *, english: bool) -> None:
    """A choice of what is done, and the words that go with it, for each step.

    What the `kept` steps name stays a choice when it is gone: a form that is sent unread drops none of them unsaid.
    """
    there = grouped(english=english)
    known = {token for _group, choices in there for token, _label in choices}
    gone = {_token(step): _gone(step, english=english) for step in kept if _token(step) not in known}
    choices = [("", _("Nothing")), *there, *([(_("No longer there"), list(gone.items()))] if gone else [])]
    for row in ROWS:
        form.fields[f"step{row}"] = forms.ChoiceField(
            label=_("Step %(n)s") % {"n": row}, required=row == 1, choices=choices
        )
        form.fields[f"words{row}"] = forms.CharField(
            label=_("Words to step %(n)s") % {"n": row},
            required=False,
            max_length=2000,
            help_text=_words_help(form, row),
        )


def _words_help(form: forms.Form, row: int) -> str:
    """At the first row, and wherever words were sent: a refusal of a variable points to what stands below its field."""
    if row > 1 and not form.data.get(f"words{row}"):
        return ""
    names = " ".join(f"{{{name}}}" for name in VARIABLES)
    return gettext("A note's text, else the reason. Variables: %(names)s") % {"names": names}


def grouped(*, english: bool, only: Collection[Do] = tuple(Do)) -> list[tuple[str, Choices]]:
    """Everything that a step may be, under what is done. Four queries; none of a kind that is not in `only`."""
    kept = _kept(english=english) if AIDS.keys() & set(only) else {}
    found = []
    for do in only:
        values = _things(do, kept, english=english) if do in BY_ID else _codes(do)
        named = [(f"{do}:{value}", _whole(do, name)) for value, name in values]
        if named:
            found.append((word(do, "macro_step"), named))
    return found


def _codes(do: Do) -> Choices:
    return [(value, value_words(do, value)) for value in _ordered(do)]


def _things(do: Do, kept: Mapping[str, Choices], *, english: bool) -> Choices:
    """What can be named by id, as it is called now."""
    if do is Do.MODULE:
        return [(str(each.pk), module_name(each)) for each in every_module()]
    if do is Do.OFFER:
        return [(str(each.pk), each.name) for each in qualified_staff()]
    if do is Do.TEAM:
        return [(str(each.pk), team_name(each, english=english)) for each in teams()]
    return kept.get(AIDS[do], [])


def _kept(*, english: bool) -> Mapping[str, Choices]:
    """Replies and checklists that are in use."""
    found: dict[str, Choices] = {}
    rows = newest().filter(aid__retired_at=None, aid__kind__in=set(AIDS.values())).select_related("aid")
    for each in rows.order_by("name_zh", "pk"):
        found.setdefault(each.aid.kind, []).append((str(each.aid_id), name_of(each, english=english)))
    return found


def worded(steps: Iterable[Step], *, english: bool) -> Mapping[Step, str]:
    """Each step in words."""
    told = list(steps)
    groups = grouped(english=english, only=sorted({Do(step.do) for step in told}))
    known = {token: label for _group, choices in groups for token, label in choices}
    return {step: known.get(_token(step)) or _gone(step, english=english) for step in told}


def _token(step: Step) -> str:
    return f"{step.do}:{step.value}"


def _gone(step: Step, *, english: bool) -> str:
    """A step that names what was retired or has left, with the name that it had. One query."""
    name = last_name(step, english=english) if step.do in BY_ID else ""
    return gettext("%(step)s (no longer there)") % {"step": _whole(Do(step.do), name)}


def team_name(team: Team, *, english: bool) -> str:
    return team.name_en if english and team.name_en else team.name_zh


def value_words(do: Do, value: str) -> str:
    """A value that is a code."""
    if do is Do.GRADE:
        impact, urgency = value.split("-")
        return f"{word(impact, 'impact')} · {word(urgency, 'urgency')}"
    if do is Do.WORD:
        return minutes_words(int(value))
    return word(value, do.value) if value else ""


def said_steps(said: QueryDict) -> tuple[Step, ...]:
    """The rows in which anything stands."""
    return tuple(_step(said, row) for row in _filled(said))


def in_rows(said: QueryDict, do: Callable[[], Made]) -> Made:
    """Do it; what is refused of a step is told at the row in which that step was written."""
    try:
        return do()
    except Refused as refused:
        found = re.fullmatch(r"(step|words)(\d+)", str(refused.facts.get("field", "")))
        rows = _filled(said)
        if found is None or not 0 < int(found[2]) <= len(rows):
            raise
        raise Refused(refused.code, **{**refused.facts, "field": f"{found[1]}{rows[int(found[2]) - 1]}"}) from refused


def kept_steps(version: Version) -> dict[str, str]:
    """As the form shows them."""
    found = {f"step{row}": "" for row in ROWS} | {f"words{row}": "" for row in ROWS}
    for each in version.steps.all():
        found |= {f"step{each.place}": f"{each.do}:{each.value}", f"words{each.place}": each.words}
    return found


def _filled(said: QueryDict) -> list[int]:
    return [row for row in ROWS if said.get(f"step{row}") or said.get(f"words{row}", "").strip()]


def _step(said: QueryDict, row: int) -> Step:
    do, _colon, value = said.get(f"step{row}", "").partition(":")
    return Step(do, value, said.get(f"words{row}", ""))


def _whole(do: Do, name: str) -> str:
    return word(do, "macro_step") + pgettext("before a detail", ": ") + name if name else word(do, "macro_step")


def _ordered(do: Do) -> list[str]:
    """In the order in which the trade tells them."""
    if do is Do.GRADE:
        return [f"{impact}-{urgency}" for impact in Impact for urgency in Urgency]
    return sorted(VALUES[do], key=lambda value: (int(value) if value.isdigit() else 0, value))

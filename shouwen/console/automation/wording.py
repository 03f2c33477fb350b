"""Conditions, actions and what became of them in the reader's words; what is named by id with its name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from shouwen.apps.automation.models import Version
from shouwen.apps.automation.naming import Named, Wanted, named
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.rules import CODES, NOBODY, Action, Condition, Do, Facts, Field, Judged, Op, is_id, person_told
from shouwen.ui.code_words import word
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.time_words import minutes_words

# The vocabularies of codes; a field that is not named here has one of its own name.
VOCABULARY = {
    Field.CATEGORY: "hospital_category",
    Field.CLOCK: "timed",
    Field.HOURS: "rule_hours",
    Field.SPEAKER: "rule_speaker",
}
PEOPLE = frozenset({Field.HANDLER, Field.FIRST_CONTACT})


def english() -> bool:
    return not (get_language() or "").startswith("zh")


@dataclass(frozen=True)
class Names:
    """What conditions and actions name by id, in the reader's words."""

    named: Named

    def value(self, name: str, value: str) -> str:
        """A value of a condition."""
        if value == NOBODY:
            return pgettext("rule", "none") if name == Field.MODULE else pgettext("rule", "nobody")
        if name in CODES:
            return word(value, VOCABULARY.get(Field(name), name))
        if name == Field.HOSPITAL:
            return self.named.hospitals.get(value) or gettext("another hospital")
        kinds = {Field.MODULE: self.named.modules, Field.TEAM: self.named.teams}
        if name in kinds or name in PEOPLE:
            return kinds.get(Field(name), self.named.people).get(value) or gettext("no longer there")
        return value

    def values(self, name: str, values: Sequence[str]) -> str:
        return pgettext("between items", ", ").join(self.value(name, each) for each in values)

    def condition(self, asked: Condition) -> str:
        """As one sentence."""
        said = self.values(asked.field, asked.values)
        op = f"{asked.op}_single" if len(asked.values) == 1 and asked.op in {Op.ONE_OF, Op.NONE_OF} else asked.op
        return f"{word(asked.field, 'rule_field')} {word(op, 'rule_op')} {said}"

    def action(self, do: str, value: str) -> str:
        named = self._named(Do(do), value)
        return word(do, "rule_do") + (pgettext("before a detail", ": ") + named if named else "")

    def _named(self, do: Do, value: str) -> str:
        if do is Do.WORD:
            return minutes_words(int(value))
        if do is Do.TELL:
            person = person_told(value)
            return (
                self.named.people.get(str(person), gettext("no longer there")) if person else word(value, "rule_told")
            )
        kinds = {Do.OFFER: self.named.people, Do.TEAM: self.named.teams}
        if do in kinds or value:
            return kinds.get(do, self.named.aids).get(value) or gettext("no longer there")
        return ""


@dataclass(frozen=True)
class Told:
    """One condition of a trace."""

    asked: str
    found: str
    held: bool


@dataclass(frozen=True)
class Became:
    """One action: what it was, and why it was not done; "" when it was. `people`: who was told."""

    words: str
    why: str
    said: str = ""
    people: str = ""


def names_in(actor: Actor, versions: Iterable[Version], found: Iterable[Facts] = ()) -> Names:
    """The names of everything that these versions ask for and do, and that was found. At most five queries."""
    told = list(versions)
    wanted: dict[str, set[str]] = {}
    for asked in (each for version in told for each in version.asked):
        wanted.setdefault(asked.field, set()).update(asked.values)
    for facts in found:
        for name, values in facts.items():
            wanted.setdefault(name, set()).update(values)
    actions = [each for version in told for each in version.done]
    people = wanted.get(Field.HANDLER, set()) | wanted.get(Field.FIRST_CONTACT, set())
    people |= {each.value for each in actions if each.do == Do.OFFER}
    people |= {str(person_told(each.value)) for each in actions if each.do == Do.TELL}
    teams = wanted.get(Field.TEAM, set()) | {each.value for each in actions if each.do == Do.TEAM}
    aids = {each.value for each in actions if each.do in {Do.CHECKLIST, Do.DRAFT, Do.MACRO}}
    ids = Wanted(
        hospitals=_ids(wanted.get(Field.HOSPITAL, ())),
        modules=_ids(wanted.get(Field.MODULE, ())),
        people=_ids(people),
        teams=_ids(teams),
        aids=_ids(aids),
    )
    return Names(named(actor, ids, english=english()))


def found_in(traces: Iterable[Sequence[Judged]]) -> list[Facts]:
    """What traces found, for its names."""
    return [{each.field: each.found} for trace in traces for each in trace]


def traced(trace: Sequence[Judged], names: Names) -> list[Told]:
    return [
        Told(
            names.condition(Condition(each.field, each.op, each.wanted)),
            names.values(each.field, each.found),
            each.held,
        )
        for each in trace
    ]


def became(
    results: Sequence[Mapping[str, Any]], actions: Sequence[Action], names: Names, people: Mapping[int, User]
) -> list[Became]:
    """Each action with what became of it."""
    rows = []
    for result, action in zip(results, actions, strict=False):
        told = pgettext("between items", ", ").join(
            people[each].name for each in result.get("people", ()) if each in people
        )
        why = "" if result["done"] else _why(str(result["code"]), result.get("facts", {}))
        rows.append(Became(names.action(action.do, action.value), why, action.words, told))
    return rows


def _why(code: str, facts: Mapping[str, Any]) -> str:
    try:
        return refusal_words(Refused(code, **{name: each for name, each in facts.items() if name != "code"}))
    except (KeyError, IndexError, ValueError):
        # A sentence that asks for more than was kept.
        return gettext("Not possible now ({code}).").format(code=code)


def _ids(values: Iterable[str]) -> set[int]:
    return {int(each) for each in values if is_id(each)}

"""A macro: steps that are done to a card in order, all or none, each an act that a person could do alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.aids import Kind as Kept
from shouwen.policy.aids import check_variables
from shouwen.policy.catalogue import Service
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Impact, Kind, Urgency

MOST_STEPS = 8
# Minutes after which the hospital is to hear, whatever the rhythm of the grade.
WORD_AFTER = ("15", "30", "60", "120", "240", "480")


class Do(StrEnum):
    """All that a step may be."""

    TAKE = "take"
    KIND = "kind"
    GRADE = "grade"
    MODULE = "module"
    SERVICE = "service"
    OFFER = "offer"
    TEAM = "team"
    NOTE = "note"
    CHECKLIST = "checklist"
    WORD = "word"
    REPLY = "reply"
    # Put into the composer, to be read before somebody sends it.
    DRAFT = "draft"


# Parts of one classification: however many a macro sets, the card is classified once.
CLASSIFIES = frozenset({Do.KIND, Do.GRADE, Do.MODULE, Do.SERVICE})
# What `value` is the id of.
BY_ID = frozenset({Do.MODULE, Do.OFFER, Do.TEAM, Do.CHECKLIST, Do.REPLY, Do.DRAFT})
# Of these, what is kept ready itself.
AIDS = {Do.CHECKLIST: Kept.CHECKLIST, Do.REPLY: Kept.REPLY, Do.DRAFT: Kept.REPLY}
VALUES: dict[Do, frozenset[str]] = {
    Do.TAKE: frozenset({""}),
    Do.NOTE: frozenset({""}),
    Do.KIND: frozenset(kind.value for kind in Kind if kind is not Kind.COMPLAINT),
    Do.GRADE: frozenset(f"{impact}-{urgency}" for impact in Impact for urgency in Urgency),
    Do.SERVICE: frozenset(service.value for service in Service if service is not Service.URGENT),
    Do.WORD: frozenset(WORD_AFTER),
}


@dataclass(frozen=True)
class Step:
    """What is done, to or with what, and the words that go with it: a note's text, else the reason."""

    do: str
    value: str = ""
    words: str = ""

    @property
    def number(self) -> int:
        return int(self.value)


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps as they are kept; whether what they name by id is there is asked by the act.

    Refused with `field` (`step1` … and `words1` …): `no_steps`, `too_many_steps`, `unknown_choice`, `one_draft`,
    `text_missing`, `text_too_long`, `variable_unknown`.
    """
    if not steps:
        raise Refused("no_steps", field="step1")
    if len(steps) > MOST_STEPS:
        raise Refused("too_many_steps", field=f"step{MOST_STEPS}", limit=MOST_STEPS)
    if sum(step.do == Do.DRAFT for step in steps) > 1:
        raise Refused("one_draft", field=f"step{len(steps)}")
    return tuple(_checked(step, place) for place, step in enumerate(steps, 1))


def _checked(step: Step, place: int) -> Step:
    field = f"step{place}"
    if step.do not in set(Do) or not _fits(Do(step.do), step.value):
        raise Refused("unknown_choice", field=field)
    is_note = step.do == Do.NOTE
    words = checked_text(step.words, f"words{place}", limit=2000 if is_note else 300, required=is_note)
    check_variables(words, f"words{place}")
    return Step(step.do, step.value, words)


def _fits(do: Do, value: str) -> bool:
    if do in BY_ID:
        return value.isascii() and value.isdigit() and len(value) < 16
    return value in VALUES[do]

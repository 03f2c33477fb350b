"""A rule: when this happens, if all of that holds, then do this. Judged with a trace of each condition.

What a rule may do is a short list: nothing of it changes who is accountable, speaks to the hospital as if a person had,
sets a grade, ends a card or touches money (decision 0028).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.aids import check_variables
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Charge, Phase
from shouwen.policy.lifecycle import State
from shouwen.policy.macros import WORD_AFTER
from shouwen.policy.macros import Do as Step
from shouwen.policy.plain_text import checked_text
from shouwen.policy.posts import PostCode
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Level, Role
from shouwen.policy.setting import listed
from shouwen.policy.severity import Impact, Kind, Urgency

# Who writes rules and stops them; who lets one act, for it acts in his name and with his rights.
WRITES_RULES = frozenset({Role.DIRECTOR, Role.ADMIN})
PUBLISHES_RULES = frozenset({Role.DIRECTOR})
MOST_CONDITIONS, MOST_ACTIONS, MOST_VALUES, LONGEST_WORD = 10, 6, 20, 40
# Stands among people and teams for there being none.
NOBODY = "nobody"


class When(StrEnum):
    """What a rule may listen to: the codes of the cards' own record."""

    ACCEPTED = "ticket.accepted"
    TAKEN = "ticket.taken"
    CLASSIFIED = "ticket.classified"
    REPLIED = "ticket.replied"
    HELD = "ticket.held"
    RESUMED = "ticket.resumed"
    RESTORED = "ticket.restored"
    RESOLVED = "ticket.resolved"
    REOPENED = "ticket.reopened"
    CLOSED = "ticket.closed"
    WARNED = "ticket.warned"
    BREACHED = "ticket.breached"
    CLIMBED = "ticket.climbed"
    CLIMB_PROPOSED = "ticket.climb_proposed"
    WORD_PRESSED = "ticket.word_pressed"
    WORD_ESCALATED = "ticket.word_escalated"
    OFFERED = "ticket.offered"
    OFFER_DECLINED = "ticket.offer_declined"
    OFFER_LAPSED = "ticket.offer_lapsed"
    CHASED = "ticket.chased"
    DISPUTED = "ticket.disputed"
    NOTED = "ticket.noted"
    CHECKLIST_ADDED = "ticket.checklist_added"
    IDENTIFIED = "ticket.identified"
    MAJOR = "ticket.major"
    URGENT_ASKED = "ticket.urgent_asked"
    TALK_WAITS = "ticket.talk_waits"
    RATED = "ticket.rated"


class Field(StrEnum):
    """What of a card, and of what happened, may be asked."""

    GRADE = "grade"
    KIND = "kind"
    SERVICE = "service"
    CAUSE = "cause"
    IMPACT = "impact"
    URGENCY = "urgency"
    STATE = "state"
    LEVEL = "level"
    CHANNEL = "channel"
    CHARGE = "charge"
    PHASE = "phase"
    HOSPITAL = "hospital"
    CATEGORY = "category"
    MODULE = "module"
    HANDLER = "handler"
    TEAM = "team"
    FIRST_CONTACT = "first_contact"
    TITLE = "title"
    WORDS = "words"
    SPEAKER = "speaker"
    CLOCK = "clock"
    PERCENT = "percent"
    HOURS = "hours"
    HOUR = "hour"
    WEEKDAY = "weekday"
    DAY = "day"


class Op(StrEnum):
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANY_WORD = "any_word"
    NO_WORD = "no_word"


CODES: Mapping[Field, tuple[str, ...]] = {
    Field.GRADE: ("1", "2", "3", "4", "5"),
    Field.KIND: tuple(each.value for each in Kind),
    Field.SERVICE: tuple(each.value for each in Service),
    Field.CAUSE: tuple(each.value for each in Cause),
    Field.IMPACT: tuple(each.value for each in Impact),
    Field.URGENCY: tuple(each.value for each in Urgency),
    Field.STATE: tuple(each.value for each in State),
    Field.LEVEL: tuple(each.value for each in Level),
    Field.CHANNEL: ("portal", "chat", "phone", "walk_in", "fax", "mail", "program"),
    Field.CHARGE: tuple(each.value for each in Charge),
    Field.PHASE: tuple(each.value for each in Phase),
    Field.CATEGORY: ("general", "special", "chinese_medicine", "maternity", "community", "private"),
    Field.SPEAKER: ("customer", "staff", "system"),
    Field.CLOCK: ("response", "arrival", "resolution", "chase"),
    Field.HOURS: ("in", "out"),
    Field.WEEKDAY: ("1", "2", "3", "4", "5", "6", "7"),
}
# Rows that are named by id; whether they are there is asked by the act.
BY_ID = frozenset({Field.HOSPITAL, Field.MODULE, Field.HANDLER, Field.TEAM, Field.FIRST_CONTACT})
MAY_BE_NOBODY = frozenset({Field.HANDLER, Field.TEAM, Field.MODULE})
NUMBERS: Mapping[Field, tuple[int, int]] = {Field.PERCENT: (0, 100), Field.HOUR: (0, 23), Field.DAY: (1, 31)}
TEXTS = frozenset({Field.TITLE, Field.WORDS})


class Do(StrEnum):
    """All that a rule may do. The first five are steps of a macro, done by the same acts."""

    NOTE = "note"
    CHECKLIST = "checklist"
    WORD = "word"
    OFFER = "offer"
    TEAM = "team"
    # A reply is proposed to whoever works on the card; a person reads and sends it.
    DRAFT = "draft"
    TELL = "tell"
    MACRO = "macro"


STEPS = frozenset({Do.NOTE, Do.CHECKLIST, Do.WORD, Do.OFFER, Do.TEAM})
# What a macro may be made of for a rule to carry it out: what a rule may do itself.
SAFE_STEPS = frozenset({Step.NOTE, Step.CHECKLIST, Step.WORD, Step.OFFER, Step.TEAM, Step.DRAFT})
# What `value` is the id of.
NAMED = frozenset({Do.CHECKLIST, Do.OFFER, Do.TEAM, Do.DRAFT, Do.MACRO})
POSTS = tuple(each.value for each in PostCode)
# Whom a rule may tell: who has a part in the card, who leads, who is on duty, or a colleague by id.
TOLD = ("handler", "first_contact", "account_manager", "directors", *POSTS)
SPEAKS = frozenset({Do.NOTE, Do.OFFER, Do.TEAM})


@dataclass(frozen=True)
class Condition:
    field: str
    op: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Action:
    """What is done, to or with what, and the words that go with it: a note's text, an offer's reason."""

    do: str
    value: str = ""
    words: str = ""


@dataclass(frozen=True)
class Judged:
    """One condition: what was wanted, what was found, and whether it held."""

    field: str
    op: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    held: bool


Facts = Mapping[str, tuple[str, ...]]


def ops_of(field: Field) -> tuple[Op, Op]:
    """How a field may be asked."""
    if field in NUMBERS:
        return Op.AT_LEAST, Op.AT_MOST
    return (Op.ANY_WORD, Op.NO_WORD) if field in TEXTS else (Op.ONE_OF, Op.NONE_OF)


def judge(conditions: Sequence[Condition], facts: Facts) -> tuple[Judged, ...]:
    """Each condition with what was found; all are judged, also after one that does not hold."""
    return tuple(_judged(each, facts.get(each.field, ())) for each in conditions)


def holds(trace: Sequence[Judged]) -> bool:
    """All of them, and so when there is none."""
    return all(each.held for each in trace)


def _judged(asked: Condition, found: tuple[str, ...]) -> Judged:
    op = Op(asked.op)
    if op in {Op.ANY_WORD, Op.NO_WORD}:
        # Of a text only the words that were looked for are told: it may be about a patient.
        text = "\n".join(found).casefold()
        found = tuple(word for word in asked.values if word.casefold() in text)
        held = bool(found) == (op is Op.ANY_WORD)
    elif op in {Op.AT_LEAST, Op.AT_MOST}:
        limit = int(asked.values[0])
        held = any(int(each) >= limit if op is Op.AT_LEAST else int(each) <= limit for each in found)
    else:
        held = bool(set(found) & set(asked.values)) == (op is Op.ONE_OF)
    return Judged(asked.field, asked.op, asked.values, found, held)


def checked_events(events: Sequence[str]) -> tuple[str, ...]:
    """In their own order, each once. Refused with `field` `events`: `text_missing`, `unknown_choice`."""
    if not events:
        raise Refused("text_missing", field="events")
    if not set(events) <= set(When):
        raise Refused("unknown_choice", field="events")
    return tuple(each.value for each in When if each in set(events))


def checked_conditions(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Refused with `field` (`condition1` …): `too_many_conditions`, `unknown_choice`, `text_missing`, `text_too_long`,
    `list_too_long`, `not_a_number`, `number_range`.
    """
    if len(conditions) > MOST_CONDITIONS:
        raise Refused("too_many_conditions", field=f"condition{MOST_CONDITIONS}", limit=MOST_CONDITIONS)
    return tuple(_checked_condition(each, f"condition{place}") for place, each in enumerate(conditions, 1))


def checked_actions(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Whether what they name by id is there is asked by the act.

    Refused with `field` (`action1` … and `words1` …): `no_actions`, `too_many_actions`, `unknown_choice`,
    `text_missing`, `text_too_long`, `variable_unknown`.
    """
    if not actions:
        raise Refused("no_actions", field="action1")
    if len(actions) > MOST_ACTIONS:
        raise Refused("too_many_actions", field=f"action{MOST_ACTIONS}", limit=MOST_ACTIONS)
    return tuple(_checked_action(each, place) for place, each in enumerate(actions, 1))


def words_of(text: str) -> tuple[str, ...]:
    """The words that somebody typed for a condition, with a mark between them."""
    return tuple(dict.fromkeys(listed(text)))


def is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 16


def person_told(value: str) -> int | None:
    """The colleague whom `tell` names by id; None when it names a part."""
    name = value.removeprefix("person-")
    return int(name) if name != value and is_id(name) else None


def _checked_condition(asked: Condition, place: str) -> Condition:
    if asked.field not in set(Field) or asked.op not in ops_of(Field(asked.field)):
        raise Refused("unknown_choice", field=place)
    field, values = Field(asked.field), tuple(dict.fromkeys(value.strip() for value in asked.values))
    if not any(values):
        raise Refused("text_missing", field=place)
    if len(values) > MOST_VALUES:
        raise Refused("list_too_long", field=place, most=MOST_VALUES)
    if field in NUMBERS:
        _check_number(values, NUMBERS[field], place)
    elif field in TEXTS:
        values = tuple(checked_text(value, place, limit=LONGEST_WORD) for value in values)
    elif not all(_is_choice(field, value) for value in values):
        raise Refused("unknown_choice", field=place)
    return Condition(field.value, asked.op, values)


def _check_number(values: tuple[str, ...], bounds: tuple[int, int], place: str) -> None:
    if len(values) != 1 or not (values[0].isascii() and values[0].isdigit() and len(values[0]) < 4):
        raise Refused("not_a_number", field=place)
    if not bounds[0] <= int(values[0]) <= bounds[1]:
        raise Refused("number_range", field=place, least=bounds[0], most=bounds[1])


def _is_choice(field: Field, value: str) -> bool:
    if field in BY_ID:
        return is_id(value) or (value == NOBODY and field in MAY_BE_NOBODY)
    return value in CODES[field]


def _checked_action(action: Action, place: int) -> Action:
    field = f"action{place}"
    if not action.value and action.do in NAMED | {Do.TELL}:
        raise Refused("text_missing", field=field)
    if action.do not in set(Do) or not _fits(Do(action.do), action.value):
        raise Refused("unknown_choice", field=field)
    is_note = action.do == Do.NOTE
    said = action.words if action.do in SPEAKS else ""
    words = checked_text(said, f"words{place}", limit=2000 if is_note else 300, required=is_note)
    check_variables(words, f"words{place}")
    return Action(action.do, action.value, words)


def _fits(do: Do, value: str) -> bool:
    if do in NAMED:
        return is_id(value)
    if do is Do.TELL:
        return value in TOLD or person_told(value) is not None
    return value in WORD_AFTER if do is Do.WORD else value == ""

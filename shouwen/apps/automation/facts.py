"""What the conditions of rules ask of cards and of what happened on them: for many events at once, or one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Min

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.ledger.models import Event
from shouwen.apps.people.models import Membership
from shouwen.apps.tickets.actions.report import ACCOUNT_MANAGER_HOURS
from shouwen.apps.tickets.models import Message, Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.rules import NOBODY, Condition, Facts, Field

_VERDICTS = frozenset({Field.CHARGE, Field.PHASE})


@dataclass(frozen=True)
class _Kept:
    """What stands beside the cards, asked for only when a condition wants it."""

    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    teams: Mapping[int, Sequence[str]] = field(default_factory=dict)
    words: Mapping[int, Sequence[str]] = field(default_factory=dict)
    said: Mapping[int, str] = field(default_factory=dict)


def cards_of(events: Iterable[Event]) -> Mapping[int, Ticket]:
    """The cards that events tell of, by id. One query."""
    return Ticket.objects.select_related("hospital").in_bulk({event.subject_id for event in events})


def facts_of(
    events: Sequence[Event], cards: Mapping[int, Ticket], conditions: Iterable[Condition]
) -> Mapping[int, Facts]:
    """By event: the card as it stands now, and the event as it was. At most five queries, however many events."""
    asked = {each.field for each in conditions}
    kept = _kept(events, cards, asked)
    return {event.pk: _facts(event, cards[event.subject_id], kept, asked) for event in events}


def _kept(events: Sequence[Event], cards: Mapping[int, Ticket], asked: Collection[str]) -> _Kept:
    verdicts = {}
    if _VERDICTS & set(asked):
        judged = Verdict.objects.filter(ticket__in=cards).order_by("pk")
        verdicts = {each.ticket_id: each for each in judged}
    teams: dict[int, list[str]] = {}
    if Field.TEAM in asked:
        handlers = {card.handler_id for card in cards.values() if card.handler_id}
        members = Membership.objects.filter(user__in=handlers, team__dissolved_on=None)
        for user, team in members.values_list("user", "team"):
            teams.setdefault(user, []).append(str(team))
    words, said = _messages(events, cards) if Field.WORDS in asked else ({}, {})
    return _Kept(verdicts, teams, words, said)


def _messages(
    events: Sequence[Event], cards: Mapping[int, Ticket]
) -> tuple[Mapping[int, Sequence[str]], Mapping[int, str]]:
    """The first words of each card, and what each event itself said, by message."""
    first = Message.objects.filter(ticket__in=cards).order_by().values("ticket").annotate(first=Min("pk"))
    wanted = {row["first"] for row in first} | {event.data["message"] for event in events if "message" in event.data}
    rows = Message.objects.filter(pk__in=wanted).values_list("pk", "ticket", "body").order_by("pk")
    words: dict[int, list[str]] = {}
    said = {}
    for pk, ticket, body in rows:
        said[pk] = body
        words.setdefault(ticket, [body])
    return words, said


def _facts(event: Event, card: Ticket, kept: _Kept, asked: Collection[str]) -> Facts:
    found: dict[Field, Sequence[object]] = {
        Field.GRADE: [card.grade],
        Field.KIND: [card.kind],
        Field.SERVICE: [card.service],
        Field.CAUSE: [card.cause],
        Field.IMPACT: [card.impact],
        Field.URGENCY: [card.urgency],
        Field.STATE: [card.state],
        Field.LEVEL: [card.level],
        Field.CHANNEL: [card.channel],
        Field.HOSPITAL: [card.hospital_id],
        Field.CATEGORY: [card.hospital.category],
        Field.MODULE: [card.module_id or NOBODY],
        Field.HANDLER: [card.handler_id or NOBODY],
        Field.FIRST_CONTACT: [card.first_contact_id],
        Field.TITLE: [card.title],
        Field.SPEAKER: [event.actor_kind],
        Field.CLOCK: [event.data.get("clock")],
        Field.PERCENT: [event.data.get("percent")],
        **_instant(event, card, asked),
    }
    if Field.TEAM in asked:
        found[Field.TEAM] = kept.teams.get(card.handler_id or 0, [NOBODY])
    if Field.WORDS in asked:
        found[Field.WORDS] = [card.title, *kept.words.get(card.pk, ()), kept.said.get(event.data.get("message", 0), "")]
    verdict = kept.verdicts.get(card.pk)
    if verdict is not None:
        found |= {Field.CHARGE: [verdict.charge], Field.PHASE: [verdict.phase]}
    return {name: tuple(str(each) for each in values if each not in {None, ""}) for name, values in found.items()}


def _instant(event: Event, card: Ticket, asked: Collection[str]) -> dict[Field, list[object]]:
    """When it happened, on the desk's clock; within the account manager's hours or not."""
    local = event.at.astimezone(DESK_ZONE)
    found: dict[Field, list[object]] = {
        Field.HOUR: [local.hour],
        Field.WEEKDAY: [local.isoweekday()],
        Field.DAY: [local.day],
    }
    if Field.HOURS in asked:
        is_open = working_times(card.calendar_version_id)[ACCOUNT_MANAGER_HOURS].is_open(event.at)
        found[Field.HOURS] = ["in" if is_open else "out"]
    return found

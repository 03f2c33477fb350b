"""What happened on a card, oldest first: events from the ledger, words from the messages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shouwen.apps.ledger.models import Event
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Attachment, Fact, Message
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.lifecycle import Outcome
from shouwen.ui.code_words import word
from shouwen.ui.faces.ways import ways_of
from shouwen.ui.time_words import when_words

# Said by the message itself, or of no use to a reader of the story.
SILENT = frozenset({"replied", "noted", "judged"})
# What a hospital is told of what happened among us.
PUBLIC = frozenset(
    {"accepted", "first_contact_set", "taken", "responded", "held", "resumed", "restored", "resolved", "followed_up",
     "reopened", "closed", "climbed", "confirmed", "chased", "chase_answered", "urgent_asked", "urgent_accepted",
     "urgent_declined", "urgent_ended", "urgent_missed", "unit_moved", "ruled", "ruling_appealed", "ruling_final",
     "talk_begun", "talk_taken", "talk_waits", "talk_ended",
     "remote_asked", "remote_granted", "remote_refused", "remote_withdrawn", "remote_cancelled", "remote_started",
     "remote_ended", "remote_written", "remote_confirmed", "remote_rejected"}
)  # fmt: skip

OF_TERMS = frozenset(
    {"resolved", "ruling_proposed", "ruled", "ruling_final", "urgent_asked", "urgent_accepted", "urgent_warned",
     "urgent_missed", "ruling_warned", "ruling_late", "unit_moved"}
)  # fmt: skip


@dataclass(frozen=True)
class FileFace:
    label: str
    size: int
    url: str
    thumb_url: str
    shows_patient: bool = False
    # As it came: where staff may ask to see it, "" when there is nothing to see.
    original_url: str = ""


@dataclass(frozen=True)
class StoryItem:
    kind: str
    at: datetime
    who: str
    from_customer: bool = False
    code: str = ""
    detail: str = ""
    text: str = ""
    files: Sequence[FileFace] = ()
    # How many identifiers were covered in the text, and where staff may ask to see it as it came.
    masked: int = 0
    original_url: str = ""
    # The rule that did it, "" for a person's own act; and where more of it is told: words and address.
    rule: str = ""
    links: Sequence[tuple[str, str]] = ()
    # By which way words came or went: a code, "" when they were written here; and where that is told.
    message: int = 0
    way: str = ""
    way_url: str = ""


@dataclass(frozen=True)
class ByRules:
    """What rules did on a card: their names by version, and where each firing is told, by run."""

    names: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def name(self, event: Event) -> str:
        """The rule whose act led to this event, "" when none did."""
        return self.names.get(origin.get("version", 0), "") if (origin := event.data.get("origin")) else ""

    def links_of(self, event: Event) -> Sequence[tuple[str, str]]:
        return self.links.get(event.data["origin"]["run"], ()) if event.code == "ticket.rule_fired" else ()


FileUrls = Callable[[UUID], tuple[str, str]]
# What these tell of has a name, kept in versions.
OF_AIDS = frozenset({"macro_run", "checklist_added"})
OriginalUrl = Callable[[UUID], str]


def no_originals(_original: UUID) -> str:
    return ""


def story_of(
    card: Card,
    file_urls: FileUrls,
    *,
    inside: bool,
    original_url: OriginalUrl = no_originals,
    kept_ready: Mapping[int, str] = MappingProxyType({}),
    by_rules: ByRules | None = None,
    fax_url: str = "",
) -> list[StoryItem]:
    """Events and messages in one line of time. `inside` shows what only staff sees; `kept_ready`: names of the macros
    and checklists that the events tell of, by version; `fax_url`: where this reader finds the faxes of the card."""
    rules = by_rules or ByRules()
    notes = {event.data["message"]: rules.name(event) for event in card.events if event.code == "ticket.noted"}
    ways = ways_of(card.ticket, card.messages, card.events)
    told = [*_events(card, kept_ready, rules, inside=inside), *_messages(card.messages, file_urls, original_url, notes)]
    return sorted((_with_way(item, ways, fax_url) for item in told), key=lambda item: item.at)


def _with_way(item: StoryItem, ways: Mapping[int, str], fax_url: str) -> StoryItem:
    """What came or went by another way says so, and a fax leads to its pages."""
    if item.kind != "event":
        way = ways.get(item.message, "")
        return replace(item, way=way, way_url=fax_url if way == "fax" else "")
    return replace(item, links=[(_("The fax"), fax_url)]) if fax_url and item.code.startswith("fax_") else item


def files_of(card: Card, file_urls: FileUrls, original_url: OriginalUrl = no_originals) -> list[FileFace]:
    """Every file on the card that this reader may see."""
    attached = [list(message.attachments.all()) for message in card.messages]
    return [file for each in attached for file in file_faces(each, file_urls, original_url)]


def _events(card: Card, kept_ready: Mapping[int, str], rules: ByRules, *, inside: bool) -> Iterator[StoryItem]:
    for event in card.events:
        code = event.code.removeprefix("ticket.")
        if code in SILENT or not (inside or code in PUBLIC):
            continue
        who = _who(event, card.people)
        if code == "first_contact_set":
            who = _name(card.people, event.data["person"])
        detail = (
            kept_ready.get(event.data["version"], "") if code in OF_AIDS else _detail(code, event, card, inside=inside)
        )
        if "engineer" in event.data:
            who = _name(card.people, event.data["engineer"])
            detail = _recorded_by(event, card)
        yield StoryItem(
            "event", event.at, who, code=code, detail=detail, rule=rules.name(event), links=rules.links_of(event)
        )


def _recorded_by(event: Event, card: Card) -> str:
    """Who wrote down a colleague's journey; nothing when it was he himself, or time."""
    apart = event.actor_id not in {None, event.data["engineer"]}
    return _("recorded by %(name)s") % {"name": _who(event, card.people)} if apart else ""


def _messages(
    messages: Sequence[Message], file_urls: FileUrls, original_url: OriginalUrl, notes: Mapping[int, str]
) -> Iterator[StoryItem]:
    for message in messages:
        yield StoryItem(
            "message" if message.audience == Message.Audience.PUBLIC else "note",
            message.at,
            message.author.name,
            from_customer=message.from_customer,
            text=message.body,
            files=file_faces(list(message.attachments.all()), file_urls, original_url),
            masked=message.masked,
            original_url=original_url(message.original_id) if message.original_id else "",
            rule=notes.get(message.pk, ""),
            message=message.pk,
        )


def file_faces(
    attachments: Sequence[Attachment], file_urls: FileUrls, original_url: OriginalUrl = no_originals
) -> list[FileFace]:
    faces = []
    for attachment in attachments:
        file = attachment.file
        url, thumb_url = file_urls(file.pk)
        faces.append(
            FileFace(
                file.label,
                file.size,
                url,
                thumb_url if file.is_picture else "",
                attachment.shows_patient,
                original_url(file.original_id) if file.original_id else "",
            )
        )
    return faces


def _who(event: Event, people: Mapping[int, User]) -> str:
    return _name(people, event.actor_id) if event.actor_id is not None else ""


def _name(people: Mapping[int, User], person: int) -> str:
    return people[person].name if person in people else "—"


def _detail(code: str, event: Event, card: Card, *, inside: bool) -> str:
    data = event.data
    if code == "held":
        return " · ".join(filter(None, [word(data["reason"], "hold_reason"), _words(card.facts, "paused", event)]))
    if code in {"reopened", "classified"}:
        kind = "reopened" if code == "reopened" else "regraded"
        grade = word(data["grade"], "grade") if code == "classified" else ""
        return " · ".join(filter(None, [grade, _words(card.facts, kind, event)]))
    if code in OF_TERMS or "remote" in data:
        return _of_terms(code, data)
    if code == "followed_up":
        said = next((each.words for each in card.follow_ups if each.pk == data["follow_up"]), "") if inside else ""
        return " · ".join(filter(None, [word(data["result"], "follow_up_result"), said]))
    if code in {
        "warned",
        "breached",
        "word_pressed",
        "word_escalated",
        "word_asked",
        "paged",
        "onsite_proposed",
        "rule_told",
    }:
        return _watched(code, event, card)
    if code in {"climbed", "climb_proposed"}:
        return word(data["to"], "level")
    if code in {"problem_bound", "problem_unbound"}:
        return next((each.number for each in card.extras.problems if each.pk == data["problem"]), "")
    if code == "closed" and data["outcome"] != Outcome.SOLVED:
        said = next((each.words for each in card.extras.closures if each.pk == data["closure"]), "")
        return " · ".join(filter(None, [word(data["outcome"], "outcome"), said]))
    if code in {"linked", "unlinked", "split", "merged", "merged_here"}:
        return _other_card(card, data.get("card") or data.get("into"))
    if code == "retitled":
        return next((each.was for each in card.extras.retitlings if each.pk == data["retitling"]), "")
    if code in {"substituted", "passed_on"}:
        return _name(card.people, data["substitute" if code == "substituted" else "person"])
    if code == "first_contact_set":
        return word(data["because"], "first_contact_because")
    return _of_fax(data) if code.startswith("fax_") else ""


def _watched(code: str, event: Event, card: Card) -> str:
    """What time brought about: which deadline, or who was called."""
    data = event.data
    if code in {"paged", "rule_told"}:
        rung = [word(data["rung"], "rung")] if code == "paged" else []
        return " · ".join([*rung, *(_name(card.people, each) for each in data["people"])])
    due = when_words(_instant(data["due"]))
    return (
        due
        if code.startswith(("word", "onsite"))
        else " · ".join([word(data["clock"], "timed"), f"{data['percent']} %", due])
    )


def _of_terms(code: str, data: Mapping[str, Any]) -> str:
    """A cause, an instant that was promised, or a unit's way from one account to another."""
    if "remote" in data:
        cut = word(data["because"], "remote_because") if data.get("because", "operator") != "operator" else ""
        phoned = word("by_phone", "remote_way") if data.get("by_phone") else ""
        return " · ".join(filter(None, [data["remote"], cut, phoned]))
    if code == "unit_moved":
        way = f"{word(data['source'], 'unit_account')} → {word(data['target'], 'unit_account')}"
        return " · ".join(filter(None, [way, word(data["because"], "unit_because")]))
    return word(data["cause"], "cause") if "cause" in data else when_words(_instant(data["due"]))


def _of_fax(data: Mapping[str, Any]) -> str:
    """Its number, and what became of it."""
    result = word(data["result"], "fax_result") if "result" in data else ""
    return " · ".join(filter(None, [data["number"], result]))


def _other_card(card: Card, other: int) -> str:
    """The number of a linked card, "" when the link is no more."""
    near = [link.other for link in card.extras.links] + [link.card for link in card.extras.links_to_here]
    return next((each.number for each in near if each.pk == other), "")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _words(facts: Sequence[Fact], kind: str, event: Event) -> str:
    return next((fact.words for fact in facts if fact.type == kind and fact.at == event.at), "")

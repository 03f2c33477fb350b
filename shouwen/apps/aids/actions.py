"""Writing, versioning and retiring what is kept ready; ticking the steps of a checklist on a card."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.aids.events import Code, record
from shouwen.apps.aids.models import Aid, Tick, Version
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events as cards
from shouwen.apps.tickets.access import lock
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.aids import WRITES_AIDS, Kind, check_steps, check_variables, steps
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.severity import Kind as CardKind

LONGEST = 4000


@dataclass(frozen=True)
class Said:
    """What somebody wrote. English may be left out; without `card_kind` and `module_id` it is for all cards."""

    name_zh: str
    text_zh: str
    name_en: str = ""
    text_en: str = ""
    card_kind: str = ""
    module_id: int | None = None


@act
def write(actor: Actor, kind: str, said: Said, *, at: datetime) -> Aid:
    """A new reply or checklist with its first version.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `unknown_choice`, `absent`,
    `variable_unknown`, `too_many_steps`, `step_too_long`, `steps_differ`.
    """
    need(actor, WRITES_AIDS, "write_aid")
    if kind not in set(Kind):
        raise Refused("absent")
    facts = _checked(kind, said)
    aid = Aid.objects.create(kind=kind, made_at=at)
    return _version(actor, aid, 1, facts, at)


@act
def revise(actor: Actor, aid_id: int, said: Said, *, at: datetime) -> Aid:
    """The next version; cards keep the one that was ticked on them.

    Refused as `write`; with `field`: `nothing_changed`.
    """
    aid = _lock(actor, aid_id)
    facts = _checked(aid.kind, said)
    last = aid.versions.all()[0]
    if all(getattr(last, name) == value for name, value in facts.items()):
        raise Refused("nothing_changed", field="text_zh")
    return _version(actor, aid, last.number + 1, facts, at)


@act
def retire(actor: Actor, aid_id: int, *, at: datetime) -> Aid:
    """Offer it no more; what was ticked stays. Refused: `not_your_role`, `absent`, `is_retired`."""
    aid = _lock(actor, aid_id)
    if aid.retired_at is not None:
        raise Refused("is_retired")
    aid.retired_at = at
    aid.save()
    record(aid, Code.RETIRED, actor, at)
    return aid


@act
def bring_back(actor: Actor, aid_id: int, *, at: datetime) -> Aid:
    """Undo `retire`. Refused: `not_your_role`, `absent`, `is_not_retired`."""
    aid = _lock(actor, aid_id)
    if aid.retired_at is None:
        raise Refused("is_not_retired")
    aid.retired_at = None
    aid.save()
    record(aid, Code.BROUGHT_BACK, actor, at)
    return aid


@act
def tick(actor: Actor, number: str, version_id: int, step: int, *, at: datetime) -> Tick:
    """A step of a checklist is done on a card, by this person; a second time it is the same tick.

    Refused: `not_your_role`, `absent`, `not_now` (the card has ended).
    """
    ticket, version = _step(actor, number, version_id, step)
    done = Tick.objects.filter(ticket=ticket, version=version, step=step, undone_at=None).first()
    if done is not None:
        return done
    made = Tick.objects.create(ticket=ticket, version=version, step=step, by_id=actor.person, at=at)
    cards.record(ticket, cards.Code.STEP_TICKED, actor, at, version=version.pk, step=step)
    return made


@act
def untick(actor: Actor, number: str, version_id: int, step: int, *, at: datetime) -> None:
    """Take a tick back, on record. Refused as `tick`."""
    ticket, version = _step(actor, number, version_id, step)
    rows = Tick.objects.filter(ticket=ticket, version=version, step=step, undone_at=None)
    if rows.update(undone_at=at, undone_by=actor.person):
        cards.record(ticket, cards.Code.STEP_UNTICKED, actor, at, version=version.pk, step=step)


def _step(actor: Actor, number: str, version_id: int, step: int) -> tuple[Ticket, Version]:
    if not actor.is_qualified:
        raise Refused("not_your_role", act="tick")
    ticket = lock(actor, number)
    version = Version.objects.filter(pk=version_id, aid__kind=Kind.CHECKLIST).first()
    if version is None or step >= len(steps(version.text_zh)):
        raise Refused("absent")
    if ticket.state in ENDED:
        raise Refused("not_now", act="tick", state=ticket.state)
    return ticket, version


def _checked(kind: str, said: Said) -> dict[str, object]:
    """What will stand in the version."""
    name_zh = checked_text(said.name_zh, "name_zh", limit=60)
    name_en = checked_text(said.name_en, "name_en", limit=60, required=False)
    text_zh = checked_text(said.text_zh, "text_zh", limit=LONGEST)
    text_en = checked_text(said.text_en, "text_en", limit=LONGEST, required=False)
    if kind == Kind.REPLY:
        check_variables(text_zh, "text_zh")
        check_variables(text_en, "text_en")
    else:
        check_steps(text_zh, text_en)
    if said.card_kind not in {"", *CardKind}:
        raise Refused("unknown_choice", field="card_kind")
    if said.module_id is not None and not Module.objects.filter(pk=said.module_id).exists():
        raise Refused("absent", field="module")
    texts = {"name_zh": name_zh, "name_en": name_en, "text_zh": text_zh, "text_en": text_en}
    return {**texts, "card_kind": said.card_kind, "module_id": said.module_id}


def _lock(actor: Actor, aid_id: int) -> Aid:
    need(actor, WRITES_AIDS, "write_aid")
    aid = Aid.objects.select_for_update().filter(pk=aid_id).first()
    if aid is None:
        raise Refused("absent")
    return aid


def _version(actor: Actor, aid: Aid, number: int, facts: dict[str, object], at: datetime) -> Aid:
    version = Version.objects.create(aid=aid, number=number, by_id=actor.person, at=at, **facts)
    record(aid, Code.WRITTEN, actor, at, version=version.pk, number=number)
    return aid

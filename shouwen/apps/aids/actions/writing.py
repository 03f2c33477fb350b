"""Writing, versioning and retiring what is kept ready."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.aids.events import Code, record
from shouwen.apps.aids.models import Aid, MacroStep, Version
from shouwen.apps.aids.things import check_there
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.aids import WRITES_AIDS, Kind, check_steps, check_variables
from shouwen.policy.macros import Step, checked
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.severity import Kind as CardKind

LONGEST = 4000


@dataclass(frozen=True)
class Said:
    """What somebody wrote. English may be left out; without `card_kind` and `module_id` it is for all cards.

    `steps`: of a macro, whose text says when it is of use.
    """

    name_zh: str
    text_zh: str
    name_en: str = ""
    text_en: str = ""
    card_kind: str = ""
    module_id: int | None = None
    steps: tuple[Step, ...] = ()


@act
def write(actor: Actor, kind: str, said: Said, *, at: datetime) -> Aid:
    """A new reply, checklist or macro with its first version.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `unknown_choice`, `absent`,
    `variable_unknown`, `too_many_steps`, `step_too_long`, `steps_differ`, `no_steps`, `one_draft`.
    """
    need(actor, WRITES_AIDS, "write_aid")
    if kind not in set(Kind):
        raise Refused("absent")
    facts, steps = _checked(kind, said), _steps(kind, said)
    aid = Aid.objects.create(kind=kind, made_at=at)
    return _version(actor, aid, 1, facts, steps, at)


@act
def revise(actor: Actor, aid_id: int, said: Said, *, at: datetime) -> Aid:
    """The next version; cards keep the one that was ticked on them.

    Refused as `write`; with `field`: `nothing_changed`.
    """
    aid = _lock(actor, aid_id)
    facts, steps = _checked(aid.kind, said), _steps(aid.kind, said)
    last = aid.versions.all()[0]
    same = all(getattr(last, name) == value for name, value in facts.items())
    if same and tuple(row.step for row in last.steps.all()) == steps:
        raise Refused("nothing_changed", field="text_zh")
    return _version(actor, aid, last.number + 1, facts, steps, at)


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


def _checked(kind: str, said: Said) -> dict[str, object]:
    """What will stand in the version."""
    name_zh = checked_text(said.name_zh, "name_zh", limit=60)
    name_en = checked_text(said.name_en, "name_en", limit=60, required=False)
    text_zh = checked_text(said.text_zh, "text_zh", limit=LONGEST)
    text_en = checked_text(said.text_en, "text_en", limit=LONGEST, required=False)
    if kind == Kind.REPLY:
        check_variables(text_zh, "text_zh")
        check_variables(text_en, "text_en")
    elif kind == Kind.CHECKLIST:
        check_steps(text_zh, text_en)
    if said.card_kind not in {"", *CardKind}:
        raise Refused("unknown_choice", field="card_kind")
    if said.module_id is not None and not Module.objects.filter(pk=said.module_id).exists():
        raise Refused("absent", field="module")
    texts = {"name_zh": name_zh, "name_en": name_en, "text_zh": text_zh, "text_en": text_en}
    return {**texts, "card_kind": said.card_kind, "module_id": said.module_id}


def _steps(kind: str, said: Said) -> tuple[Step, ...]:
    """Of a macro: checked, and all that they name is there."""
    if kind != Kind.MACRO:
        return ()
    steps = checked(said.steps)
    for place, step in enumerate(steps, 1):
        check_there(step, f"step{place}")
    return steps


def _lock(actor: Actor, aid_id: int) -> Aid:
    need(actor, WRITES_AIDS, "write_aid")
    aid = Aid.objects.select_for_update().filter(pk=aid_id).first()
    if aid is None:
        raise Refused("absent")
    return aid


def _version(
    actor: Actor, aid: Aid, number: int, facts: dict[str, object], steps: tuple[Step, ...], at: datetime
) -> Aid:
    version = Version.objects.create(aid=aid, number=number, by_id=actor.person, at=at, **facts)
    MacroStep.objects.bulk_create(
        MacroStep(version=version, place=place, do=step.do, value=step.value, words=step.words)
        for place, step in enumerate(steps, 1)
    )
    record(aid, Code.WRITTEN, actor, at, version=version.pk, number=number)
    return aid

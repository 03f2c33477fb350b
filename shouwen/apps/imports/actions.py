"""A file is rehearsed, and then brought in. Both call the very same acts, row by row."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from shouwen.apps.imports import events
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.kinds import KINDS, may_import
from shouwen.apps.imports.models import LIFE, Draft
from shouwen.apps.imports.rows import Outcome, Row
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.access import lock
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

REFUSED = "refused"


@act
def rehearse(actor: Actor, kind: str, rows: Sequence[Row], label: str, *, at: datetime) -> Draft:
    """Try every row and take it all back; the draft says what would become of each. Nothing else is written, and
    nothing is told to the ledger. One's earlier drafts are gone. Refused: `not_your_role`, `absent`."""
    _allowed(actor, kind)
    # By hand: `atomic` keeps silent when it cannot take back, and an error here must undo everything.
    before = transaction.savepoint()
    outcomes = _try_all(actor, kind, rows, at)
    transaction.savepoint_rollback(before)
    transaction.savepoint_commit(before)
    Draft.objects.for_actor(actor).delete()
    return Draft.objects.create(
        kind=kind,
        owner_id=actor.person,
        label=label,
        rows=[row.plain() for row in rows],
        outcomes=[outcome.plain() for outcome in outcomes],
        made_at=at,
    )


@act
def bring_in(actor: Actor, draft_id: uuid.UUID, *, at: datetime) -> Draft:
    """Do what was rehearsed, all of it or nothing; the draft is gone afterwards, and is given back for its words.

    Refused: `absent` (another's, or older than an hour), `not_your_role`; `import_refused` when a row was refused,
    `import_nothing` when no row changes anything, `import_moved` when the books have changed since the rehearsal.
    """
    draft = Draft.objects.for_actor(actor).select_for_update().filter(pk=draft_id, made_at__gt=at - LIFE).first()
    if draft is None:
        raise Refused("absent")
    _allowed(actor, draft.kind)
    told = draft.outcomes
    if any(outcome["result"] == REFUSED for outcome in told):
        raise Refused("import_refused")
    counted = {result: sum(each["result"] == result for each in told) for result in ("new", "changed", "unchanged")}
    if not counted["new"] + counted["changed"]:
        raise Refused("import_nothing")
    person = lock(actor.person)
    outcomes = _try_all(actor, draft.kind, [Row.of(kept) for kept in draft.rows], at)
    if [outcome.plain() for outcome in outcomes] != told:
        raise Refused("import_moved")
    events.record(person, actor, at, kind=draft.kind, **counted)
    Draft.objects.filter(pk=draft.pk).delete()
    return draft


def _allowed(actor: Actor, kind: str) -> None:
    if kind not in KINDS:
        raise Refused("absent")
    if not may_import(actor, kind):
        raise Refused("not_your_role", act="import")


def _try_all(actor: Actor, kind: str, rows: Sequence[Row], at: datetime) -> list[Outcome]:
    desk = Desk(actor, at, timezone.localdate(at))
    return [_try(desk, kind, row) for row in rows]


def _try(desk: Desk, kind: str, row: Row) -> Outcome:
    """A row that is refused is undone whole, so that what follows meets the books as they are."""
    known = desk.actor
    try:
        if row.refused is not None:
            raise Refused(row.refused[1], field=row.refused[0])
        with transaction.atomic():
            return KINDS[kind](desk, row)
    except Refused as refused:
        desk.actor = known
        facts = {name: value for name, value in refused.facts.items() if name not in {"field", "act"}}
        return Outcome(row.number, REFUSED, (), str(refused.facts.get("field", "")), refused.code, facts)

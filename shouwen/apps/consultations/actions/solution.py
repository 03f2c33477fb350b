"""A special solution: written in versions, approved by a second person, acknowledged by the hospital."""

from collections.abc import Sequence
from datetime import datetime

from shouwen.apps.consultations.access import lock_solution, signs_for_hospital
from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.models import Solution, SolutionVersion
from shouwen.apps.files.actions import Upload, store
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.numbers import next_of_month
from shouwen.policy.consultation import NAMES_EXPERTS
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, need


@act
def write_solution(
    actor: Actor, number: str, title: str, words: str, uploads: Sequence[Upload], *, at: datetime, submission: str
) -> SolutionVersion:
    """The first version of a card's solution, or the next one; a version is never changed.

    Refused: `absent`, `not_your_role`; with `field`: `text_missing`, `text_too_long`, and as for files.
    """
    ticket = cards.lock(actor, number)
    need(actor, QUALIFIED_ROLES, "write_solution")
    key = key_of(actor, "solution", submission)
    known = SolutionVersion.objects.filter(submission=key).first()
    if known is not None:
        return known
    if len(uploads) != 1:
        raise Refused("text_missing", field="uploads")
    solution = Solution.objects.filter(ticket=ticket).first()
    if solution is None:
        wanted = masked_text(title, "title", limit=120).text
        solution = Solution.objects.create(
            number=next_of_month(Solution, "SP", at),
            ticket=ticket,
            title=wanted,
            opened_at=at,
            opened_by_id=actor.person,
        )
        record(solution, Code.OPENED, actor, at, card=ticket.pk)
    said = masked_text(words, "words", limit=500, required=False).text
    last = solution.versions.first()
    file = store(actor, uploads[0], at=at)
    made = SolutionVersion.objects.create(
        solution=solution,
        version=last.version + 1 if last else 1,
        file=file,
        words=said,
        written_at=at,
        written_by_id=actor.person,
        submission=key,
    )
    record(solution, Code.WRITTEN, actor, at, version=made.version, sha256=file.sha256)
    return made


@act
def approve(actor: Actor, solution_number: str, version: int, *, at: datetime) -> SolutionVersion:
    """By the account manager or the director, who has not written it himself; then the hospital sees it.

    Refused: `absent`, `not_your_role`, `wrote_it_himself`, `already_approved`.
    """
    solution = lock_solution(actor, solution_number)
    need(actor, NAMES_EXPERTS, "approve_solution")
    found = _version(solution, version)
    if found.approved_at is not None:
        raise Refused("already_approved")
    if found.written_by_id == actor.person:
        raise Refused("wrote_it_himself")
    found.approved_at, found.approved_by_id = at, actor.person
    found.save(update_fields=["approved_at", "approved_by"])
    record(solution, Code.APPROVED, actor, at, version=version)
    return found


@act
def acknowledge(actor: Actor, solution_number: str, version: int, signed_name: str, *, at: datetime) -> SolutionVersion:
    """The hospital has received this version, under a name.

    Refused: `absent`, `not_your_role`, `already_acknowledged`; with `field`: `text_missing`, `text_too_long`.
    """
    solution = lock_solution(actor, solution_number)
    if not signs_for_hospital(actor):
        raise Refused("not_your_role", act="acknowledge")
    found = _version(solution, version)
    if found.approved_at is None:
        raise Refused("absent")
    if found.acknowledged_at is not None:
        raise Refused("already_acknowledged")
    found.signed_name = checked_text(signed_name, "signed_name", limit=64)
    found.acknowledged_at, found.acknowledged_by_id = at, actor.person
    found.save(update_fields=["acknowledged_at", "acknowledged_by", "signed_name"])
    record(solution, Code.ACKNOWLEDGED, actor, at, version=version)
    return found


def _version(solution: Solution, version: int) -> SolutionVersion:
    found = solution.versions.filter(version=version).first()
    if found is None:
        raise Refused("absent")
    return found

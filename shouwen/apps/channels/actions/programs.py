"""A program of the hospital that may report: set up, given a new secret, switched, taken away."""

from datetime import datetime

from shouwen.apps.channels import events
from shouwen.apps.channels.models import Program
from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.unit_of_work import act, alone_in
from shouwen.apps.outbox.signing import new_secret, seal
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

MOST = 10


def find_program(actor: Actor, program_id: int) -> Program:
    """One of one's own hospital. Refused: `absent`."""
    program = Program.objects.for_actor(actor).select_related("keeper").filter(pk=program_id).first()
    if program is None:
        raise Refused("absent")
    return program


def is_kept(program: Program) -> bool:
    """May its keeper still enter, and could he still set it up?"""
    return program.keeper.may_enter and keeps(actor_of(program.keeper), program)


def keeps(keeper: Actor, program: Program) -> bool:
    """Could he set it up now?"""
    return keeper.leads_it and program.hospital_id in keeper.hospitals


@act
def add_program(actor: Actor, name: str, *, at: datetime) -> tuple[Program, str]:
    """A program that reports in the actor's name (clause acceptance.always); its secret is told this once.

    Refused: `absent`; with `field` `name`: `text_missing`, `text_too_long`, `too_many_programs`.
    """
    if not actor.leads_it:
        raise Refused("absent")
    hospital = next(iter(actor.hospitals))
    # One at a time for each hospital: the number is looked at and then used up.
    alone_in(f"programs:{hospital}")
    name = checked_text(name, "name", limit=80)
    if Program.objects.for_actor(actor).count() >= MOST:
        raise Refused("too_many_programs", field="name", limit=MOST)
    secret = new_secret()
    row = Program.objects.create(
        hospital_id=hospital, keeper_id=actor.person, name=name, secret=seal(secret), made_at=at
    )
    events.record_program(row, events.ProgramCode.ADDED, actor, at)
    return row, secret


@act
def renew_secret(actor: Actor, program_id: int, *, at: datetime) -> tuple[Program, str]:
    """Another secret, from now on; the one before counts no more, and whoever does this keeps the program.

    Refused: `absent`.
    """
    row = _locked(actor, program_id)
    secret = new_secret()
    row.secret, row.keeper_id = seal(secret), actor.person
    row.save()
    events.record_program(row, events.ProgramCode.SECRET_RENEWED, actor, at)
    return row, secret


@act
def switch_program(actor: Actor, program_id: int, *, on: bool, at: datetime) -> Program:
    """Take what it tells, or nothing; whoever switches it on keeps it. Refused: `absent`, `nothing_changed`."""
    row = _locked(actor, program_id)
    if row.is_off is not on:
        raise Refused("nothing_changed")
    row.is_off = not on
    if on:
        row.keeper_id = actor.person
    row.save()
    events.record_program(row, events.ProgramCode.SWITCHED_ON if on else events.ProgramCode.SWITCHED_OFF, actor, at)
    return row


@act
def remove_program(actor: Actor, program_id: int, *, at: datetime) -> Program:
    """Take it away for good, its secret forgotten; its cards stay. Refused: `absent`."""
    row = _locked(actor, program_id)
    row.removed_at, row.secret = at, ""
    row.save()
    events.record_program(row, events.ProgramCode.REMOVED, actor, at)
    return row


def _locked(actor: Actor, program_id: int) -> Program:
    """Locked, and still there."""
    row = Program.objects.select_for_update().filter(pk=find_program(actor, program_id).pk, removed_at=None).first()
    if row is None:
        raise Refused("absent")
    return row

"""What a program tells: once, in any order, on one card for each thing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from shouwen.apps.channels.actions.programs import is_kept
from shouwen.apps.channels.models import Program, Signal
from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import PlainAnswer
from shouwen.policy.signals import MOST_AN_HOUR, MOST_CARDS_AN_HOUR, Sort, Then, then

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """`key` names the telling, `thread` the thing. `answer`: how much stands still, as `severity.PlainAnswer`."""

    key: str
    sort: str
    thread: str
    text: str
    answer: str = PlainAnswer.DEPARTMENT.value


def listening_program(program_id: int) -> Program | None:
    """One that may report now: there, switched on, and kept by somebody who may."""
    rows = Program.objects.select_related("keeper")
    program = rows.filter(pk=program_id, removed_at=None, is_off=False).first()
    return program if program is not None and is_kept(program) else None


@act
def take_signal(program_id: int, told: Told, *, at: datetime) -> Signal:
    """Take what a program tells, in its keeper's name (clause acceptance.always); the same key again changes nothing.

    The first word of trouble opens a card, and its clocks; what follows is said on it while it is open.
    Refused: `absent`, `program_shakes`; with `field` as `tickets.report`, and `unknown_choice` (`type`).
    """
    # One at a time for each program: what it told before decides.
    program = Program.objects.select_for_update(of=("self",)).select_related("keeper").filter(pk=program_id).first()
    if program is None or listening_program(program_id) is None:
        raise Refused("absent")
    known = Signal.objects.select_related("ticket").filter(program=program, key=told.key).first()
    if known is not None:
        return known
    if program.signals.filter(at__gt=at - HOUR).count() >= MOST_AN_HOUR:
        raise Refused("program_shakes", limit=MOST_AN_HOUR)
    if told.sort not in set(Sort):
        raise Refused("unknown_choice", field="type")
    thread = checked_text(told.thread, "thread", limit=100)
    earlier = program.signals.filter(thread=thread).exclude(ticket=None).order_by("-pk")
    last = next((each.ticket_id for each in earlier[:1]), None)
    # Locked before it is asked whether it is still open: nobody ends it between.
    card = Ticket.objects.select_for_update().get(pk=last) if last else None
    signal = Signal(program=program, key=told.key, sort=told.sort, thread=thread, at=at)
    match then(Sort(told.sort), going=card is not None and card.state not in ENDED):
        case Then.CARD:
            signal.ticket, signal.opened = _opened(program, told, card, at), True
        case Then.LINE if card is not None:
            words = f"{program.name}：{checked_text(told.text, 'text')}"
            keeper, key = actor_of(program.keeper), _key(program, told)
            # What the desk waits for is a person's answer.
            cards.reply(keeper, card.number, words, at=at, submission=key, answers=False)
            signal.ticket = card
        case _:
            checked_text(told.text, "text")
    signal.save()
    return signal


def _opened(program: Program, told: Told, before: Ticket | None, at: datetime) -> Ticket:
    """A card, which follows the one before; a program that shakes is stopped, not its hospital."""
    if program.signals.filter(opened=True, at__gt=at - HOUR).count() >= MOST_CARDS_AN_HOUR:
        raise Refused("program_shakes", limit=MOST_CARDS_AN_HOUR)
    said = cards.Report(
        told.answer,
        f"{checked_text(told.text, 'text')}\n\n{program.name}",
        continues=before.number if before else "",
        channel="program",
    )
    return cards.report(actor_of(program.keeper), said, at=at, submission=_key(program, told))


def _key(program: Program, told: Told) -> str:
    return f"signal-{program.pk}-{sha256(told.key.encode()).hexdigest()[:32]}"

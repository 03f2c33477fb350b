"""Every act on a survey, with what has to be true before it."""

from shouwen.apps.surveys import actions as surveys
from shouwen.apps.surveys.actions.beginning import subject_of
from shouwen.apps.surveys.models import Survey
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.policy.survey import Why
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

NO = surveys.Heard("no", "2", "3", "4", "1", "还是打不出来。")


def closed(desk: Desk) -> None:
    """A card of grade 2, closed: its customer is to be asked."""
    card = desk.cast.resolved(answer="departments")
    cards.follow_up(desk.by(card.first_contact.username), card.number, "solved", "", "phone", at=at(40))
    cards.close(desk.by(card.first_contact.username), card.number, at=at(41))


def reported(desk: Desk) -> None:
    desk.cast.report()


def begun(_desk: Desk) -> object:
    return surveys.begin(subject_of(Ticket.objects.get()), Why.SAMPLE, at=at(9))


def rated(desk: Desk) -> None:
    """The rating itself takes it; once more it is the same answer."""
    cards.rate(desk.by("ward_a"), Ticket.objects.get().number, "2", "", at=at(50))


def low(desk: Desk) -> object:
    return surveys.answer(desk.by("agent2"), Survey.objects.get().pk, NO, at=at(60))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "surveys.begin": ((reported,), begun),
    "surveys.withdraw": (
        (reported, begun),
        lambda d: surveys.withdraw("ticket", Ticket.objects.get().number, at=at(10)),
    ),
    "surveys.take_rating": ((closed, rated), lambda d: surveys.take_rating(Rating.objects.get().pk, at=at(51))),
    "surveys.note_try": (
        (closed,),
        lambda d: surveys.note_try(
            d.by("agent2"), Survey.objects.get().pk, "无人接听", at=at(55), submission="try-0123456789abcdef"
        ),
    ),
    "surveys.answer": ((closed,), low),
    "surveys.review": (
        (closed, low),
        lambda d: surveys.review(d.by("manager"), Survey.objects.get().pk, "已沟通。", at=at(70)),
    ),
}

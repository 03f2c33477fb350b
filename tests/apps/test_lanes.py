"""The queue's lanes: anyone's grade 1, then the green channel, then all others, each by what is due first."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Lane, Ticket
from shouwen.apps.tickets.queue import Tab, View, queue
from tests.cast import Cast, at

KEYS = ("hospital", "others", "green", "rests", "late_green", "gravest_green")


def lanes(cast: Cast) -> dict[str, Ticket]:
    """Six cards of the same hospital; what would come first by its due instant alone is no grade 1."""
    cards = {key: cast.report(key=key, minutes=number) for number, key in enumerate(KEYS)}
    for key, grade, service, due in [
        ("hospital", 1, "remote", at(900)),
        ("others", 2, "remote", at(1)),
        ("green", 4, "green_channel", at(300)),
        ("rests", 1, "green_channel", None),
        ("late_green", 3, "green_channel", at(200)),
        ("gravest_green", 1, "green_channel", at(800)),
    ]:
        Ticket.objects.filter(pk=cards[key].pk).update(grade=grade, service=service, next_due_at=due)
    return cards


def test_green_cards_stand_right_after_anyones_grade_1(cast: Cast) -> None:
    cards = lanes(cast)
    agent, view = cast.actor("agent"), View(Tab.ALL, {"state": "open"})
    wanted = ["gravest_green", "hospital", "late_green", "green", "others", "rests"]
    names = {card.pk: name for name, card in cards.items()}
    assert [names[card.pk] for card in queue(agent, view, at(9)).tickets] == wanted
    assert [names[card.pk] for card in queue(agent, View(Tab.UNTAKEN), at(9)).tickets] == wanted
    # Page by page the same, in two statements each.
    found, after = [], ""
    for _page in wanted:
        with CaptureQueriesContext(connection) as caught:
            page = queue(agent, view, at(9), after, size=1)
        assert len(caught) == 2
        found += [names[card.pk] for card in page.tickets]
        after = page.after
    assert (found, after) == (wanted, "")


def test_a_card_changes_its_lane_with_its_grade_and_rests_when_nothing_is_due(cast: Cast) -> None:
    agent, card = cast.actor("agent"), cast.report()
    lane = lambda: Ticket.objects.values_list("lane", flat=True).get(pk=card.pk)  # noqa: E731
    found = [lane()]
    wanted = Classification("incident", "hospital", "stopped", "remote", "third_party", None, "全院停了")
    actions.classify(agent, card.number, wanted, at=at(3))
    found.append(lane())
    actions.take(agent, card.number, at=at(4))
    actions.resolve(agent, card.number, Remedy("third_party", "重启后正常", "观察一天"), at=at(9))
    found.append(lane())
    assert found == [Lane.OTHERS, Lane.GRAVEST, Lane.RESTING]

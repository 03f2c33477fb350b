"""After an automatic climb the card waits for one of the higher level; until then it is in the old handler's hands."""

import pytest

from shouwen.apps.duty.models import Post
from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets import actions, jobs, queue
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.apps.tickets.queue import Tab, View
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def climbed(cast: Cast) -> Ticket:
    """Grade 1, in agent2's hands, and up at the development centre since minute 31."""
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    actions.take(cast.actor("agent2"), ticket.number, at=at(2))
    jobs.watch(at(31))
    ticket.refresh_from_db()
    return ticket


def untaken(cast: Cast, name: str) -> int:
    return queue.counts(cast.actor(name), [View(Tab.UNTAKEN)], at(32))[0]


def test_it_stands_in_the_queue_of_the_level_and_of_the_duty_agent(cast: Cast, climbed: Ticket) -> None:
    assert (climbed.level, climbed.waits_since, climbed.handler) == ("development", at(31), cast.users["agent2"])
    # agent is on duty.
    assert {name: untaken(cast, name) for name in ("developer", "agent", "agent2", "pm", "manager", "auditor")} == {
        "developer": 1,
        "agent": 1,
        "agent2": 0,
        "pm": 0,
        "manager": 0,
        "auditor": 0,
    }


def test_one_of_that_level_takes_it_and_the_old_handler_is_told(cast: Cast, climbed: Ticket) -> None:
    for name, code in (("agent2", "already_the_handler"), ("agent", "not_that_level"), ("pm", "not_that_level")):
        with pytest.raises(Refused) as refused:
            actions.take(cast.actor(name), climbed.number, at=at(40))
        assert refused.value.code == code
    actions.offer(cast.actor("agent2"), climbed.number, cast.users["pm"].pk, "您看看", at=at(41))
    actions.take(cast.actor("developer"), climbed.number, at=at(42))
    climbed.refresh_from_db()
    assert (climbed.handler, climbed.waits_since, climbed.level, climbed.nobody_for) == (
        cast.users["developer"],
        None,
        "development",
        at(2) - at(0),
    )
    assert Offer.objects.get().answer == "withdrawn"
    taken = story("ticket", climbed.pk)[-1]
    assert (taken.code, taken.data["relieved"]) == ("ticket.taken", cast.users["agent2"].pk)
    assert "agent2" in set(Notice.objects.filter(event=taken).values_list("person__username", flat=True))
    with pytest.raises(Refused, match="someone_handles"):
        actions.take(cast.actor("agent"), climbed.number, at=at(43))
    assert untaken(cast, "developer") == 0


def test_the_old_handler_may_still_finish_it(cast: Cast, climbed: Ticket) -> None:
    actions.resolve(cast.actor("agent2"), climbed.number, Remedy("misuse", "误操作", "已恢复"), at=at(35))
    climbed.refresh_from_db()
    assert (climbed.waits_since, untaken(cast, "developer")) == (None, 0)


def test_a_handler_who_stands_there_already_has_not_to_be_waited_for(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    actions.take(cast.actor("developer"), ticket.number, at=at(2))
    jobs.watch(at(31))
    ticket.refresh_from_db()
    assert (ticket.level, ticket.waits_since) == ("development", None)


def test_the_duty_of_the_level_is_told(cast: Cast) -> None:
    Post.objects.create(code="development", standing=cast.users["pm2"])
    ticket = cast.report(by="hospital_b", answer="whole_hospital")
    actions.take(cast.actor("agent2"), ticket.number, at=at(2))
    jobs.watch(at(31))
    told = set(Notice.objects.filter(kind="climbed").values_list("person__username", flat=True))
    assert told == {"agent", "agent2", "developer", "manager", "pm2"}

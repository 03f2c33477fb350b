"""Out of office: what would come to somebody who is away goes to who stands in, or to his deputy."""

from datetime import date, timedelta

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.people.actions import be_back, go_away
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import away
from shouwen.apps.tickets import actions
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

TODAY, TOMORROW = date(2026, 3, 3), date(2026, 3, 4)


def out(cast: Cast, name: str, substitute: str | None = None, first: date = TODAY, last: date = TODAY):
    stands_in = cast.users[substitute].pk if substitute else None
    return go_away(cast.actor(name), cast.users[name].pk, first, last, stands_in, "", at=at(-600))


def answering(cast: Cast, answer: str = "workstation", **more: object) -> tuple[str, str]:
    ticket = cast.report(answer=answer, **more)
    return ticket.first_contact.username, ticket.first_contact_because


def why(act, *args) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act(*args, at=at(0))
    return caught.value.code, caught.value.facts.get("field")


def test_the_account_managers_substitute_answers_before_the_deputy(cast: Cast) -> None:
    out(cast, "pm", "resident")
    assert answering(cast) == ("resident", "deputy")


def test_without_a_substitute_the_deputy_answers(cast: Cast) -> None:
    out(cast, "pm")
    assert answering(cast) == ("pm2", "deputy")


def test_a_line_of_substitutes_is_followed_and_a_circle_ends_at_the_desk(cast: Cast) -> None:
    out(cast, "pm", "pm2")
    out(cast, "pm2", "resident")
    assert answering(cast) == ("resident", "deputy")
    User.objects.filter(username="resident").update(is_active=False)
    assert answering(cast, key="b") == ("agent", "on_duty")


def test_the_days_are_whole_and_half_open(cast: Cast) -> None:
    absence = out(cast, "pm", "resident", TODAY, TOMORROW)
    assert (absence.starts_at, absence.ends_at) == (at(-600), at(-600) + timedelta(days=2))
    pm = cast.users["pm"].pk
    assert [pm in away(instant) for instant in (absence.starts_at, absence.ends_at)] == [True, False]


def test_grave_ones_go_to_who_stands_in_at_the_desk(cast: Cast) -> None:
    out(cast, "agent", "agent2")
    assert answering(cast, "whole_hospital") == ("agent2", "on_duty")


def test_a_post_is_never_empty(cast: Cast) -> None:
    out(cast, "agent")
    assert answering(cast, "whole_hospital") == ("agent", "on_duty")


def test_an_offer_goes_to_who_stands_in_and_says_so(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    out(cast, "developer", "agent2")
    offer = actions.offer(agent, ticket.number, cast.users["developer"].pk, "看代码", at=at(2))
    told = Event.objects.get(code="ticket.offered").data
    assert (offer.to.username, told["instead_of"]) == ("agent2", cast.users["developer"].pk)


def test_an_offer_to_somebody_for_whom_nobody_stands_in_is_refused(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    out(cast, "developer")
    assert why(actions.offer, agent, ticket.number, cast.users["developer"].pk, "看代码") == ("is_out", "receiver")
    out(cast, "resident", "agent")
    refused = why(actions.offer, agent, ticket.number, cast.users["resident"].pk, "去现场")
    assert refused == ("is_the_handler", "receiver")


def test_taken_back_it_is_over_at_once(cast: Cast) -> None:
    absence = out(cast, "pm", "resident")
    be_back(cast.actor("pm"), absence.pk, at=at(0))
    assert answering(cast) == ("pm", "account_manager")
    assert why(be_back, cast.actor("pm"), absence.pk) == ("absent", None)


def test_whose_it_is_and_what_is_wrong_with_it(cast: Cast) -> None:
    pm, me = cast.actor("pm"), cast.users["pm"].pk
    assert why(go_away, cast.actor("agent"), me, TODAY, TODAY, None, "") == ("not_your_role", None)
    assert why(go_away, cast.actor("ward_a"), cast.users["ward_a"].pk, TODAY, TODAY, None, "")[0] == "not_your_role"
    assert why(go_away, pm, me, TOMORROW, TODAY, None, "") == ("ends_before_it_starts", "last")
    assert why(go_away, pm, me, date(2026, 3, 1), date(2026, 3, 2), None, "") == ("day_is_past", "last")
    assert why(go_away, pm, me, TODAY, TODAY, me, "") == ("is_away_himself", "substitute")
    assert why(go_away, pm, me, TODAY, TODAY, cast.users["finance"].pk, "") == ("absent", "substitute")
    go_away(cast.actor("manager"), me, TODAY, TOMORROW, None, "", at=at(0))
    assert why(go_away, pm, me, TOMORROW, TOMORROW, None, "") == ("away_already", "first")

"""A colleague leaves: nothing is left pointing to nobody, and every thing tells it in its own ledger."""

from datetime import date

import pytest

from shouwen.apps.billing.figures import balance
from shouwen.apps.billing.models import Quote
from shouwen.apps.consultations import actions as consultations
from shouwen.apps.consultations.actions import agree_visit, cancel_visit
from shouwen.apps.consultations.models import Consultation, ExpertVisit, NamedExpert
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.departures.actions import leave
from shouwen.apps.departures.queries import burden
from shouwen.apps.duty import actions as duty
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.duty.models import Post, Shift
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.access import bearer
from shouwen.apps.people.actions import go_away, grant_role, issue_token, let_back
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.access import bond
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.policy.refusal import Refused
from tests.apps import experts
from tests.apps.books import sent
from tests.cast import Cast, at, signed_in
from tests.faults.world import check_world


def go(cast: Cast, who: str, to: str | None, *, by: str = "manager", words: str = "离职", when: float = 100):
    successor = cast.users[to].pk if to else None
    return leave(cast.actor(by), cast.users[who].pk, successor, words, at=at(when))


def why(cast: Cast, who: str, to: str | None, **more) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        go(cast, who, to, **more)
    return caught.value.code, caught.value.facts.get("field")


def codes(ticket: Ticket) -> list[str]:
    events = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk, at=at(100)).order_by("seq")
    return [event.code for event in events]


def taken(cast: Cast, key: str = "k", by: str = "agent", **more) -> Ticket:
    ticket = cast.report(key=key, **more)
    actions.take(cast.actor(by), ticket.number, at=at(5))
    return ticket


def test_the_cards_pass_and_the_first_contacts_name_stays(cast: Cast) -> None:
    handled = taken(cast, by="agent")
    own = taken(cast, key="own", by="pm")
    passed = go(cast, "pm", "agent2")
    assert (passed.handled, passed.answered_for, passed.managed) == (1, 2, 1)
    handled.refresh_from_db()
    own.refresh_from_db()
    assert (handled.handler.username, own.handler.username) == ("agent", "agent2")
    for ticket in (handled, own):
        found = bond(ticket)
        assert (found.first_contact, found.substitute) == (cast.users["pm"].pk, cast.users["agent2"].pk)
    assert (codes(handled), codes(own)) == (["ticket.substituted"], ["ticket.passed_on", "ticket.substituted"])
    assert check_world() == []


def test_a_closed_card_that_may_be_reopened_passes_too(cast: Cast) -> None:
    ticket = cast.resolved()
    actions.follow_up(cast.actor("pm"), ticket.number, "solved", "", "phone", at=at(40))
    actions.close(cast.actor("pm"), ticket.number, at=at(41))
    go(cast, "agent", "agent2")
    actions.reopen(cast.actor("ward_a"), ticket.number, "又坏了", at=at(120))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.handler.username) == ("working", "agent2")


def test_an_offer_to_him_is_made_to_the_colleague(cast: Cast) -> None:
    ticket = taken(cast)
    actions.offer(cast.actor("agent"), ticket.number, cast.users["developer"].pk, "看代码", at=at(95))
    go(cast, "developer", "agent2")
    assert list(Offer.objects.order_by("pk").values_list("to__username", "answer")) == [
        ("developer", "withdrawn"),
        ("agent2", "open"),
    ]
    actions.accept(cast.actor("agent2"), ticket.number, at=at(101))
    ticket.refresh_from_db()
    assert (ticket.handler.username, check_world()) == ("agent2", [])


def test_an_offer_to_him_by_the_colleague_comes_back(cast: Cast) -> None:
    ticket = taken(cast)
    actions.offer(cast.actor("agent"), ticket.number, cast.users["developer"].pk, "看代码", at=at(95))
    go(cast, "developer", "agent")
    assert list(Offer.objects.values_list("to__username", "answer")) == [("developer", "withdrawn")]
    assert check_world() == []


def test_whoever_stood_in_and_whoever_travels_is_replaced(cast: Cast) -> None:
    ticket = taken(cast)
    actions.substitute(cast.actor("manager"), ticket.number, cast.users["resident"].pk, "代", at=at(10))
    actions.dispatch(cast.actor("agent"), ticket.number, cast.users["resident"].pk, "去现场", at=at(11))
    go(cast, "resident", "agent2")
    assert (bond(ticket).substitute, ticket.journeys.get().engineer) == (cast.users["agent2"].pk, cast.users["agent2"])
    assert check_world() == []


def test_hospitals_postings_posts_and_shifts_pass(cast: Cast) -> None:
    manager, agent = cast.actor("manager"), cast.users["agent"]
    Hospital.objects.filter(pk=cast.other_hospital.pk).update(deputy=agent)
    Hospital.objects.filter(pk=cast.hospital.pk).update(account_manager=agent)
    Posting.objects.create(hospital=cast.hospital, engineer=agent, since=date(2026, 1, 1))
    duty.put_on(manager, SERVICE_CENTRE, Plan(agent.pk, at(60), at(180)), at=at(0))
    duty.put_on(manager, SERVICE_CENTRE, Plan(agent.pk, at(600), at(700)), at=at(0))
    go(cast, "agent", "pm2")
    first, second = Hospital.objects.order_by("pk")
    assert (first.account_manager.username, first.deputy) == ("pm2", None)
    assert (second.account_manager.username, second.deputy) == ("pm2", None)
    postings = Posting.objects.filter(engineer__username__in=["agent", "pm2"]).order_by("pk")
    assert list(postings.values_list("engineer__username", "until")) == [("agent", date(2026, 3, 3)), ("pm2", None)]
    shifts = Shift.objects.order_by("starts_at").values_list("person__username", "starts_at", "ends_at")
    assert list(shifts) == [
        ("agent", at(60), at(100)),
        ("pm2", at(100), at(180)),
        ("pm2", at(600), at(700)),
    ]
    assert Post.objects.get().standing.username == "pm2"
    assert {on_duty(SERVICE_CENTRE, at(minutes)).username for minutes in (100, 650, 800)} == {"pm2"}


def test_nothing_hangs_on_him_afterwards_and_no_door_opens(cast: Cast) -> None:
    taken(cast, key="a")
    taken(cast, key="b", by="pm")
    _token, secret = issue_token(cast.actor("pm"), "a", ["read"], at=at(0))
    pm = cast.users["pm"].pk
    go_away(cast.actor("agent2"), cast.users["agent2"].pk, date(2026, 3, 9), date(2026, 3, 9), pm, "", at=at(0))
    before = burden(pm, at(99))
    assert go(cast, "pm", "agent") == before
    assert before.total == 5
    assert burden(pm, at(100)).total == 0
    User.objects.filter(pk=pm).update(is_active=True)
    assert bearer(secret, at(101)) is None
    assert cast.users["agent2"].absences.get().substitute == cast.users["agent"]


def test_it_is_one_event_of_the_person_with_the_counts(cast: Cast) -> None:
    taken(cast)
    go(cast, "agent", "agent2")
    event = Event.objects.get(subject_kind="person", code="person.left")
    assert event.data == {"successor": cast.users["agent2"].pk, "passed": {"handled": 1, "posts": 1}}


def test_the_colleague_is_told_of_each_card_but_gets_no_crowd_of_letters(cast: Cast) -> None:
    User.objects.filter(username="agent2").update(email="a@b.example")
    for key in "abc":
        taken(cast, key=key)
    go(cast, "agent", "agent2")
    told = Notice.objects.filter(person=cast.users["agent2"])
    assert (sorted(told.values_list("kind", flat=True)), Delivery.objects.count()) == (["passed_on"] * 3, 0)


def test_without_anything_nobody_is_needed(cast: Cast) -> None:
    passed = go(cast, "finance", None)
    assert (passed.total, User.objects.get(username="finance").is_active) == (0, False)
    assert go(cast, "ward_a", None).total == 0


def test_who_may_and_to_whom(cast: Cast) -> None:
    taken(cast)
    assert why(cast, "agent", None) == ("successor_missing", "successor")
    assert why(cast, "agent", "agent") == ("is_leaving", "successor")
    assert why(cast, "agent", "finance") == ("absent", "successor")
    assert why(cast, "agent", "agent2", words=" ") == ("text_missing", "words")
    assert why(cast, "agent", "agent2", by="pm") == ("not_your_role", None)
    assert why(cast, "manager", "agent2") == ("leaves_himself", None)
    assert why(cast, "admin", None) == ("not_your_role", None)
    go(cast, "agent", "agent2")
    assert why(cast, "agent", "agent2") == ("person_left", None)


def test_the_last_administrator_stays(cast: Cast) -> None:
    admin = cast.actor("admin")
    grant_role(admin, cast.users["pm2"].pk, "admin", at=at(0))
    go(cast, "admin", None, by="pm2")
    grant_role(cast.actor("pm2"), cast.users["manager"].pk, "admin", at=at(1))
    go(cast, "pm2", "pm", by="manager")
    assert why(cast, "manager", "pm", by="manager") == ("leaves_himself", None)


def test_let_back_he_has_his_roles_and_nothing_else(cast: Cast) -> None:
    taken(cast)
    go(cast, "agent", "agent2")
    let_back(cast.actor("admin"), cast.users["agent"].pk, at=at(200))
    person = User.objects.get(username="agent")
    assert (person.is_active, [g.role for g in person.grants.all()], burden(person.pk, at(200)).total) == (
        True,
        ["agent"],
        0,
    )


def test_an_open_quote_is_looked_after_by_the_colleague_who_hears_the_answer(cast: Cast) -> None:
    quote = sent(cast)
    assert go(cast, "pm", "pm2").quotes == 1
    quote.refresh_from_db()
    assert (quote.drafted_by.username, quote.keeper.username) == ("pm", "pm2")
    told = Event.objects.get(subject_kind="quote", code="quote.passed_on").data
    assert (told["leaving"], told["person"]) == (cast.users["pm"].pk, cast.users["pm2"].pk)
    assert burden(cast.users["pm2"].pk, at(101)).quotes == 1
    assert go(cast, "pm2", "manager", by="admin", when=110).quotes == 1
    assert Quote.objects.get().keeper == cast.users["manager"]
    assert check_world() == []


def told(cast: Cast, who: str) -> list[str]:
    """What he was told of visits, in its order."""
    rows = Notice.objects.filter(person=cast.users[who], kind__startswith="visit_").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_what_was_signed_for_one_expert_is_signed_anew_for_another(cast: Cast) -> None:
    """Nobody comes under a signature that names somebody else; what was charged comes back and is owed again when the
    hospital agrees."""
    visit = experts.agreed(cast)
    experts.certified(cast, "agent2")
    assert balance(cast.hospital.pk) == visit.price_fen
    go(cast, "developer", "agent2")
    visit.refresh_from_db()
    new = ExpertVisit.objects.exclude(pk=visit.pk).get()
    assert (visit.state, visit.expert.username, visit.signed_name) == ("cancelled", "developer", "甲主任")
    assert (new.state, new.expert.username, new.on, new.scope, new.price_fen, new.signed_name) == (
        *("proposed", "agent2", visit.on, visit.scope, visit.price_fen, ""),
    )
    assert (told(cast, "hospital_a"), balance(cast.hospital.pk)) == (["visit_proposed", "visit_passed_on"], 0)
    page = signed_in(cast, "hospital_a").get(f"/portal/tickets/{visit.ticket.number}/experts/").content.decode()
    assert ("agent2-name" in page, f"/portal/expert-visits/{new.number}/agreement/" in page) == (True, True)
    agree_visit(cast.actor("hospital_a"), new.number, "甲主任", at=at(120))
    assert balance(cast.hospital.pk) == visit.price_fen
    assert (check_world(), list(verify())) == ([], [])


def test_a_visit_whose_day_is_past_is_left_as_it_was_signed(cast: Cast) -> None:
    """Agreed on, it was his; proposed only, it gets a day that can still come."""
    done, open_ = experts.agreed(cast), experts.proposed(cast, key="open")
    experts.certified(cast, "agent2")
    ExpertVisit.objects.update(on=date(2026, 3, 1))
    assert burden(cast.users["developer"].pk, at(99)).expert_visits == 1
    go(cast, "developer", "agent2")
    done.refresh_from_db()
    open_.refresh_from_db()
    assert (done.state, done.expert.username, done.on) == ("agreed", "developer", date(2026, 3, 1))
    assert (open_.state, open_.expert.username, open_.on) == ("proposed", "agent2", date(2026, 3, 3))
    assert ExpertVisit.objects.count() == 2


def test_a_visit_that_is_called_off_is_told_to_both_sides(cast: Cast) -> None:
    visit = experts.agreed(cast)
    cancel_visit(cast.actor("manager"), visit.number, "改为远程处理。", at=at(60))
    assert (told(cast, "hospital_a")[-1], told(cast, "developer")[-1]) == ("visit_called_off", "visit_called_off")


def test_who_never_answered_is_not_waited_for_after_the_conclusion(cast: Cast) -> None:
    found = experts.called(cast)
    for who in ("developer", "agent2"):
        consultations.answer_invitation(cast.actor(who), found.number, "", accepts=True, at=at(10))
        consultations.give_opinion(cast.actor(who), found.number, "先看执行计划。", at=at(70))
    silent = cast.users["pm2"].pk
    assert burden(silent, at(80)).consultations == 1
    consultations.conclude(cast.actor("developer"), found.number, "缺索引。", "今晚补建。", at=at(90))
    assert (burden(silent, at(95)).consultations, burden(cast.users["agent2"].pk, at(95)).consultations) == (0, 1)


def test_consultations_and_visits_pass_to_who_is_certified(cast: Cast) -> None:
    found = experts.heard(cast)
    visit = experts.proposed(cast, key="visit")
    NamedExpert.objects.create(
        hospital=cast.hospital, person=cast.users["developer"], since=date(2026, 1, 1), named_by=cast.users["manager"]
    )
    passes = burden(cast.users["developer"].pk, at(99))
    assert (passes.consultations, passes.expert_visits, passes.named_for) == (1, 1, 1)
    assert why(cast, "developer", "agent") == ("expert_not_certified", "successor")
    go(cast, "developer", "agent2")
    found = Consultation.objects.get(pk=found.pk)
    assert (found.chair.username, ExpertVisit.objects.get(pk=visit.pk).expert.username) == ("agent2", "agent2")
    assert told(cast, "hospital_a") == ["visit_proposed", "visit_passed_on"]
    assert told(cast, "agent2")[-1] == "visit_passed_on"
    # What he had said stays; he is waited for no more.
    assert list(found.members.values_list("person__username", "answer", "answer_words")) == [
        ("developer", "declined", "离职"), ("agent2", "accepted", ""), ("pm2", "declined", "出差"),
    ]  # fmt: skip
    assert found.members.get(person=cast.users["developer"]).opinion
    assert NamedExpert.objects.get().until is not None
    assert check_world() == []

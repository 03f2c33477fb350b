"""Faults 33, 41, 42 and 45: the same thing fifty times at once, one last place, two deciders, a ledger that fails."""

from collections import Counter
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.utils import timezone

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people import actions as people
from shouwen.apps.people.allowance import forget_in_hand, spend
from shouwen.apps.people.models import ApiToken, TokenUse
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Message, Offer, Ticket
from shouwen.policy.refusal import Refused
from tests.api.programs import KEY, Program, secret_of
from tests.cast import Cast, at
from tests.faults.acts import REMEDY
from tests.faults.together import at_once
from tests.faults.world import check_world, picture

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = {"answer": "whole_hospital", "text": "全院打印机不出纸。"}


def test_fault_33_the_same_request_of_a_program_fifty_times(shared_cast: Cast) -> None:
    """One card, one notice for each who is concerned, one letter, and fifty equal answers."""
    agent = shared_cast.users["agent"]
    agent.email = "agent@vendor.example"
    agent.save()
    secret = secret_of(shared_cast, "ward_a")

    def send(_index: int) -> tuple[int, str]:
        answer = Program(secret).send("tickets", REPORT, KEY)
        return answer.status_code, answer.json().get("number", answer.content.decode())

    outcomes = at_once(50, send)
    number = Ticket.objects.get().number
    assert Counter(outcomes) == Counter({(201, number): 50})  # type: ignore[comparison-overlap]
    told = Counter(Notice.objects.values_list("kind", "person__username"))
    assert (told["first_contact", "agent"], set(told.values())) == (1, {1})
    assert Delivery.objects.filter(payload__person=agent.pk).count() == 1
    assert check_world() == []


def test_fault_33_the_same_form_fifty_times(shared_cast: Cast) -> None:
    number = shared_cast.report().number
    ward, said = shared_cast.actor("ward_a"), {"at": at(5), "submission": "same-0123456789-reply"}
    outcomes = at_once(50, lambda _index: actions.reply(ward, number, "补充一句", **said).pk)
    assert set(outcomes) == {Message.objects.get(submission__endswith="same-0123456789-reply").pk}
    assert Event.objects.filter(code="ticket.replied").count() == 1
    told = Notice.objects.filter(kind="reply_from_hospital").values_list("person", flat=True)
    assert len(told) == len(set(told)) > 0
    assert check_world() == []


@pytest.mark.parametrize("scope", ["write", "read"])
def test_fault_41_twenty_at_once_for_the_last_use_of_a_token(
    shared_cast: Cast, settings: LazySettings, scope: str
) -> None:
    settings.API_WRITES_A_MINUTE = settings.API_READS_A_MINUTE = 30
    secret_of(shared_cast, "ward_a")
    token, now = ApiToken.objects.get(), timezone.now()
    minute = now.replace(second=0, microsecond=0)
    TokenUse.objects.create(token=token, scope=scope, minute=minute, used=29)
    forget_in_hand()
    outcomes = at_once(20, lambda _index: spend(token, scope, now) == 0)
    forget_in_hand()
    assert Counter(outcomes) == Counter({True: 1, False: 19})
    assert TokenUse.objects.get().used == 30


def test_fault_41_twenty_at_once_with_a_link_that_works_once(shared_cast: Cast) -> None:
    """A password link has one use."""
    secret = people.issue_link(shared_cast.actor("admin"), shared_cast.users["agent"].pk, at=timezone.now())[1]
    now = timezone.now()
    outcomes = at_once(20, lambda index: bool(people.set_password(secret, f"a-long-enough-word-{index}", at=now)))
    assert outcomes.count(True) == 1
    assert len([each for each in outcomes if isinstance(each, str)]) == 19
    assert check_world() == []


def test_fault_42_two_who_decide_the_same_at_once(shared_cast: Cast) -> None:
    """An offer accepted and withdrawn, a card closed by owner and director: one of them wins, once."""
    number = shared_cast.report().number
    agent, developer = shared_cast.actor("agent"), shared_cast.actor("developer")
    actions.take(agent, number, at=at(1))
    actions.offer(agent, number, shared_cast.users["developer"].pk, "请看", at=at(2))
    acts: list[Any] = [
        lambda: actions.accept(developer, number, at=at(3)),
        lambda: actions.withdraw_offer(agent, number, at=at(3)),
    ]
    outcomes = at_once(2, lambda index: bool(acts[index]()))
    assert outcomes.count(True) == 1
    assert Offer.objects.get().answer in {"accepted", "withdrawn"}
    assert Event.objects.filter(code__in=["ticket.offer_accepted", "ticket.offer_withdrawn"]).count() == 1
    assert check_world() == []


def test_fault_42_nobody_accepts_his_own_offer_by_a_second_session(shared_cast: Cast) -> None:
    number = shared_cast.report().number
    agent = shared_cast.actor("agent")
    actions.take(agent, number, at=at(1))
    with pytest.raises(Refused):
        actions.offer(agent, number, shared_cast.users["agent"].pk, "给自己", at=at(2))
    actions.offer(agent, number, shared_cast.users["developer"].pk, "请看", at=at(2))
    with pytest.raises(Refused):
        actions.accept(agent, number, at=at(3))
    assert (Offer.objects.get().answer, check_world()) == ("open", [])


def test_fault_42_a_right_revoked_between_the_check_and_the_act(shared_cast: Cast) -> None:
    """Who was asked before the revocation acts after it: the revocation wins, in whatever door he stands."""
    number = shared_cast.report().number
    stale = {name: shared_cast.actor(name) for name in ("agent", "manager", "pm", "ward_a")}
    actions.take(stale["agent"], number, at=at(1))
    admin = shared_cast.actor("admin")
    people.withdraw_role(admin, shared_cast.users["agent"].pk, "agent", at=at(2))
    people.withdraw_role(admin, shared_cast.users["manager"].pk, "director", at=at(2))
    type(shared_cast.users["ward_a"]).objects.filter(username="ward_a").update(is_active=False)
    before = picture()
    late: list[Any] = [
        lambda: actions.resolve(stale["agent"], number, REMEDY, at=at(3)),
        lambda: actions.reply(stale["agent"], number, "迟到", at=at(3), submission="late-0123456789abcdef"),
        lambda: actions.substitute(stale["manager"], number, shared_cast.users["resident"].pk, "代", at=at(3)),
        lambda: actions.reply(stale["ward_a"], number, "迟到", at=at(3), submission="late-0123456789abcdef"),
        lambda: actions.report(stale["ward_a"], actions.Report("question", "?"), at=at(3), submission="l" * 24),
    ]
    for act in late:
        with pytest.raises(Refused, match="not_your_role"):
            act()
    assert (picture(), check_world()) == (before, [])


def refuse_the_ledger() -> None:
    """From now on the ledger's table takes nothing: by the database itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER no_more BEFORE INSERT ON ledger_event BEGIN SELECT RAISE(ABORT, 'no more'); END"
            )
        else:
            cursor.execute("ALTER TABLE ledger_event ADD CONSTRAINT no_more CHECK (code = '') NOT VALID")


def allow_the_ledger() -> None:
    away = "DROP TRIGGER no_more"
    with connection.cursor() as cursor:
        cursor.execute(away if connection.vendor == "sqlite" else "ALTER TABLE ledger_event DROP CONSTRAINT no_more")


def test_fault_45_what_cannot_be_written_to_the_ledger_does_not_happen(cast: Cast) -> None:
    number = cast.report().number
    agent, ward = cast.actor("agent"), cast.actor("ward_a")
    said = actions.Report("question", "怎样打印？")
    acts: list[Any] = [
        lambda: actions.report(ward, said, at=at(1), submission="ledger-0123456789abcdef"),
        lambda: actions.take(agent, number, at=at(1)),
        lambda: actions.reply(agent, number, "您好", at=at(2), submission="ledger-0123456789abcdef"),
        lambda: people.grant_role(cast.actor("admin"), cast.users["agent"].pk, "developer", at=at(2)),
    ]
    before = picture()
    refuse_the_ledger()
    try:
        for act in acts:
            with pytest.raises(DatabaseError):
                act()
    finally:
        allow_the_ledger()
    assert (picture(), check_world()) == (before, [])
    for act in acts:
        act()
    assert check_world() == []

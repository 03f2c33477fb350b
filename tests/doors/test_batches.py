"""Many cards at once: shown before, done one by one through the act itself, once, and taken back."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions import batch as batch_module
from shouwen.apps.tickets.actions.batch import Wanted, rehearse
from shouwen.apps.tickets.models import Batch, BatchItem, Chase, Offer, Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.faults.world import check_world, picture

pytestmark = pytest.mark.django_db
KEY = "batch-0123456789abcdef"


@pytest.fixture
def cards(cast: Cast) -> list[str]:
    """Two in the agent's hands, one in another's, one closed, one of the other hospital."""
    found = [cast.report(key=f"c{number}").number for number in range(4)]
    found.append(cast.report(by="hospital_b", key="other").number)
    for number in (0, 1):
        actions.take(cast.actor("agent"), found[number], at=at(1))
    actions.take(cast.actor("agent2"), found[2], at=at(1))
    actions.cancel(cast.actor("pm"), found[3], "cancelled", "重复", at=at(2))
    return found


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who])
    return client


def offer_to(cast: Cast, who: str = "developer", **more: object) -> dict[str, object]:
    return {"act": "offer", "receiver": cast.users[who].pk, "words": "要看代码", "submission": KEY, **more}


def outcomes() -> list[tuple[str, str, str]]:
    return [(item.ticket.number, item.outcome, item.code) for item in BatchItem.objects.order_by("pk")]


def test_the_preview_says_of_each_card_why_not_and_changes_nothing(cast: Cast, cards: list[str]) -> None:
    client = signed_in(cast, "agent")
    before = picture()
    answer = client.post("/console/batches/preview/", offer_to(cast, card=cards[:4], seen="1"))
    page = answer.content.decode()
    said = re.findall(r'<div class="batch-why[^"]*">(.*?)</div>', page)
    assert said == [
        "可以办",
        "可以办",
        "只有处理人、首问责任人或服务总监可以这样做。",
        "跟踪卡处于“已关闭”状态时不能这样做。",
    ]
    sent = re.findall(r'name="card" value="([^"]+)"', page.split("batch-send")[1])
    assert (answer.status_code, sent, picture() == before) == (200, cards[:2], True)


def test_a_form_that_is_not_filled_in_yet_is_no_fault_of_a_card(cast: Cast, cards: list[str]) -> None:
    client = signed_in(cast, "agent")
    page = client.post("/console/batches/preview/", {"act": "offer", "card": cards[:3]}).content.decode()
    assert page.count("请先填写上面的内容") == 2
    assert "batch-send" in page
    assert "field-error" not in page
    page = client.post("/console/batches/preview/", {"act": "offer", "card": cards[:3], "seen": "1"}).content.decode()
    assert page.count('class="field-error"') >= 1


def test_each_card_goes_through_its_own_act_once(cast: Cast, cards: list[str]) -> None:
    client = signed_in(cast, "agent")
    first = client.post("/console/batches/", offer_to(cast, card=cards[:3]))
    again = client.post("/console/batches/", offer_to(cast, card=cards[:3]))
    assert first["Location"] == again["Location"] == f"/console/batches/{Batch.objects.get().pk}/"
    assert outcomes() == [(cards[0], "done", ""), (cards[1], "done", ""), (cards[2], "refused", "not_the_handler")]
    assert [row.ticket.number for row in Offer.objects.order_by("pk")] == cards[:2]
    told = (
        Event.objects.filter(code__in=["ticket.offered", "batch.begun"]).order_by("pk").values_list("code", flat=True)
    )
    assert list(told) == ["batch.begun", "ticket.offered", "ticket.offered"]
    page = client.get(first["Location"]).content.decode()
    assert "只有处理人、首问责任人或服务总监可以这样做。" in page
    assert check_world() == []


def test_offers_are_taken_back_unless_somebody_has_answered(cast: Cast, cards: list[str]) -> None:
    client = signed_in(cast, "agent")
    address = client.post("/console/batches/", offer_to(cast, card=cards[:2]))["Location"]
    actions.accept(cast.actor("developer"), cards[0], at=at(4))
    client.post(f"{address}undo/")
    client.post(f"{address}undo/")
    assert [row.answer for row in Offer.objects.order_by("pk")] == ["accepted", "withdrawn"]
    assert [outcome for _number, outcome, _code in outcomes()] == ["done", "undone"]
    page = client.get(address).content.decode()
    assert "收回 1 个转派" not in page
    assert check_world() == []


def test_an_offer_made_since_is_not_the_batchs_to_take_back(cast: Cast, cards: list[str]) -> None:
    agent = cast.actor("agent")
    wanted = Wanted("offer", cast.users["developer"].pk, None, "要看代码")
    batch = actions.begin_batch(agent, wanted, cards[:1], at=at(3), submission=KEY)
    actions.do_item(agent, batch.pk, cards[0], wanted, at=at(3))
    actions.decline(cast.actor("developer"), cards[0], "没空", at=at(4))
    actions.offer(agent, cards[0], cast.users["agent2"].pk, "再看看", at=at(5))
    item = actions.undo_item(agent, batch.pk, cards[0], at=at(6))
    assert (item.outcome, item.code) == ("done", "offer_answered")
    assert Offer.objects.get(ticket__number=cards[0], answer="open").to_id == cast.users["agent2"].pk


@pytest.mark.parametrize("number", ["foreign", "SW-20200101-9999"])
@pytest.mark.parametrize("url", ["/console/batches/preview/", "/console/batches/"])
def test_one_foreign_number_and_nothing_is_done(cast: Cast, cards: list[str], url: str, number: str) -> None:
    """A16: for whom a card is not there, the whole request is not there."""
    actions.take(cast.actor("pm"), cast.report(key="own").number, at=at(3))
    own = Ticket.objects.order_by("-pk")[0].number
    client = signed_in(cast, "pm")
    before = picture()
    chosen = [own, cards[4] if number == "foreign" else number]
    answer = client.post(url, offer_to(cast, card=chosen, seen="1"))
    assert (answer.status_code, picture() == before) == (404, True)


def test_a_batch_is_its_owners_alone(cast: Cast, cards: list[str]) -> None:
    address = signed_in(cast, "agent").post("/console/batches/", offer_to(cast, card=cards[:1]))["Location"]
    other = signed_in(cast, "agent2")
    assert (other.get(address).status_code, other.post(f"{address}undo/").status_code) == (404, 404)
    # The same key from another person is another form.
    other.post("/console/batches/", offer_to(cast, card=cards[2:3]))
    assert Batch.objects.count() == 2
    with pytest.raises(Refused, match="absent"):
        actions.do_item(cast.actor("agent2"), Batch.objects.order_by("pk")[0].pk, cards[0], Wanted("take"), at=at(9))


def test_no_card_too_many_cards_no_act(cast: Cast, cards: list[str]) -> None:
    client = signed_in(cast, "agent")
    many = [f"SW-20200101-{number:04d}" for number in range(101)]
    for form in ({"act": "take"}, {"act": "take", "card": many}, {"act": "close", "card": cards[:1]}):
        for url in ("/console/batches/preview/", "/console/batches/"):
            answer = client.post(url, form | {"next": "/console/?tab=all"})
            assert (answer.status_code, answer["Location"]) == (302, "/console/?tab=all"), form
    assert Batch.objects.count() == 0
    assert "一次最多 100 张卡。" in client.get("/console/").content.decode()


def test_what_broke_off_goes_on_with_the_same_form(cast: Cast, cards: list[str], monkeypatch) -> None:
    client, real = signed_in(cast, "agent"), batch_module.offer
    seen = []

    def breaks(*args: object, **named: object) -> Offer:
        seen.append(args)
        if len(seen) == 2:
            raise DatabaseError("disk")
        return real(*args, **named)

    monkeypatch.setattr(batch_module, "offer", breaks)
    with pytest.raises(DatabaseError):
        client.post("/console/batches/", offer_to(cast, card=cards[:2]))
    assert [outcome for _number, outcome, _code in outcomes()] == ["done", "waiting"]
    assert client.get(f"/console/batches/{Batch.objects.get().pk}/").status_code == 200
    client.post("/console/batches/", offer_to(cast, card=cards[:2]))
    assert [outcome for _number, outcome, _code in outcomes()] == ["done", "done"]
    assert Offer.objects.count() == 2


def test_the_other_acts(cast: Cast, cards: list[str]) -> None:
    agent, developer = cast.actor("agent"), signed_in(cast, "developer")
    for number in cards[:2]:
        actions.offer(agent, number, cast.users["developer"].pk, "看", at=at(3))
    developer.post("/console/batches/", {"act": "accept", "card": cards[:3], "submission": f"{KEY}-a"})
    assert [code for *_rest, code in outcomes()] == ["offer_lapsed", "offer_lapsed", "no_offer"]
    free = [cast.report(key=f"free{number}", minutes=9).number for number in range(2)]
    developer.post("/console/batches/", {"act": "take", "card": free, "submission": f"{KEY}-t"})
    assert {Ticket.objects.get(number=number).handler.username for number in free} == {"developer"}
    developer.post("/console/batches/", {"act": "chase", "card": free, "words": "", "submission": f"{KEY}-c"})
    assert Chase.objects.count() == 2
    Ticket.objects.update(module=None)
    form = {"act": "module", "card": free, "module": cast.module.pk, "words": "", "submission": f"{KEY}-m"}
    developer.post("/console/batches/", form)
    kept = Ticket.objects.filter(number__in=free).values_list("module", "kind", "impact", "urgency", "grade")
    assert set(kept) == {(cast.module.pk, "incident", "workstation", "limited", 4)}
    assert Batch.objects.count() == 4


def test_a_module_is_named_or_nothing_is_done(cast: Cast, cards: list[str]) -> None:
    agent = cast.actor("agent")
    wanted = [Wanted("module", 0, module) for module in (None, cast.module.pk)]
    nothing, same = (rehearse(agent, cards[:1], each, at=at(3))[0].refused for each in wanted)
    assert (nothing.code, nothing.facts["field"], same.code) == ("unknown_choice", "module", "nothing_changed")


def test_the_list_offers_it_only_to_who_may_act(cast: Cast, cards: list[str]) -> None:
    assert signed_in(cast, "agent").get("/console/?tab=all").content.decode().count("data-pick>") == 5
    assert "data-pick" not in signed_in(cast, "auditor").get("/console/?tab=all").content.decode()

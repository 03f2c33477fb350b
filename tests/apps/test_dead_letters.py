"""Letters that failed for good: seen by those who look after them, tried again or given up, on record."""

import pytest
from django.test import Client

from shouwen.apps.ledger.queries import story
from shouwen.apps.notices.addresses import masked
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox import actions
from shouwen.apps.outbox.models import Delivery, Suspension
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast: Cast) -> Delivery:
    cast.users["pm"].email = "zhang@vendor.example"
    cast.users["pm"].save()
    cast.report()
    notice = Notice.objects.get(person=cast.users["pm"])
    found = Delivery.objects.get(payload={"event": notice.event_id, "person": notice.person_id})
    found.state, found.attempts, found.last_error, found.ended_at = "dead", 9, "550 <no such user>", at(60)
    found.save()
    return found


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_the_page_names_kind_person_masked_address_tries_and_error(cast: Cast, letter: Delivery) -> None:
    page = signed_in(cast, "admin").get("/console/deliveries/").content.decode()
    shown = ["pm-name", "z***@vendor.example", "550 &lt;no such user&gt;", "rail-count"]
    assert [word in page for word in [*shown, "zhang@"]] == [True] * 4 + [False]
    assert signed_in(cast, "agent").get("/console/deliveries/").status_code == 403
    assert "rail-count" not in signed_in(cast, "agent").get("/console/").content.decode()


def test_try_again_gives_it_all_its_tries_and_is_recorded(cast: Cast, letter: Delivery) -> None:
    client = signed_in(cast, "manager")
    assert client.post(f"/console/deliveries/{letter.pk}/retry/").status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.not_after, letter.ended_at) == ("pending", 0, None, None)
    assert client.post(f"/console/deliveries/{letter.pk}/retry/").status_code == 409
    assert [(e.code, e.actor_id) for e in story("delivery", letter.pk)] == [
        ("outbox.tried_again", cast.users["manager"].pk)
    ]


def test_give_up_takes_it_off_the_list_for_good(cast: Cast, letter: Delivery) -> None:
    actions.give_up(cast.actor("admin"), letter.pk, at=at(70))
    letter.refresh_from_db()
    assert (letter.state, letter.ended_at) == ("given_up", at(70))
    page = signed_in(cast, "admin").get("/console/deliveries/").content.decode()
    assert ("pm-name" in page, "rail-count" in page) == (False, False)


@pytest.mark.parametrize("name", ["agent", "pm", "auditor", "hospital_a"])
def test_only_administrator_and_director_tend(cast: Cast, letter: Delivery, name: str) -> None:
    for act in (actions.try_again, actions.give_up):
        with pytest.raises(Refused, match="not_your_role"):
            act(cast.actor(name), letter.pk, at=at(70))


def test_while_delivery_is_suspended_what_waits_is_listed_too(cast: Cast, letter: Delivery) -> None:
    Delivery.objects.update(state="pending")
    client = signed_in(cast, "admin")
    assert "pm-name" not in client.get("/console/deliveries/").content.decode()
    Suspension.objects.create(because="restore", at=at(5))
    page = client.get("/console/deliveries/").content.decode()
    assert ("pm-name" in page, "retry" in page) == (True, False)


def test_masking() -> None:
    assert [masked(each) for each in ("a@b.cn", "", "张三@医院.cn", "odd")] == ["a***@b.cn", "", "张***@医院.cn", ""]

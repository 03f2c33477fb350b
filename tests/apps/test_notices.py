"""Who is told of what: each event once to each person whom it concerns, and nobody of his own act."""

from datetime import date

import pytest
from django.test import Client

from shouwen.apps.customers.models import Posting
from shouwen.apps.ledger.bus import subscribe, wired
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices import actions, queries
from shouwen.apps.notices.kinds import FOR_HOSPITAL, Kind
from shouwen.apps.notices.labels import KINDS, SENTENCES
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.reactions import tell
from shouwen.apps.notices.recipients import PARTS
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions as acts
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.jobs import watch
from shouwen.apps.tickets.models import Ticket
from shouwen.config import wiring
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def told(kind: Kind) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def reply(cast: Cast, ticket: Ticket, by: str, minutes: float) -> None:
    acts.reply(cast.actor(by), ticket.number, "收到。", at=at(minutes), submission=f"{by}-{minutes}-0123456789")


def test_a_new_card_is_told_to_its_first_contact_alone(cast: Cast) -> None:
    cast.report()
    assert {notice.kind for notice in Notice.objects.all()} == {"first_contact"}
    assert told(Kind.FIRST_CONTACT) == {"pm"}


def test_the_director_is_told_of_grade_one_at_once(cast: Cast) -> None:
    cast.report(answer="whole_hospital")
    assert (told(Kind.DIRECTOR_TOLD), told(Kind.FIRST_CONTACT)) == ({"manager"}, {"agent"})


def test_the_director_is_told_when_a_card_becomes_grade_one(cast: Cast) -> None:
    ticket = cast.report()
    wanted = Classification("incident", "hospital", "stopped", "online", "unknown", None, "")
    acts.classify(cast.actor("agent"), ticket.number, wanted, at=at(1))
    acts.classify(cast.actor("agent"), ticket.number, Classification(**vars(wanted) | {"reason": "同"}), at=at(2))
    assert Notice.objects.filter(kind=Kind.DIRECTOR_TOLD).count() == 1


def test_the_whole_path_tells_each_side_what_concerns_it(cast: Cast) -> None:
    ticket = cast.resolved()
    reply(cast, ticket, "ward_a", 31)
    acts.follow_up(cast.actor("pm"), ticket.number, "solved", "已确认。", "phone", at=at(40))
    acts.close(cast.actor("pm"), ticket.number, at=at(41))
    assert {kind: told(kind) for kind in Kind if told(kind)} == {
        Kind.FIRST_CONTACT: {"pm"},
        Kind.TAKEN: {"pm", "ward_a"},
        Kind.REPLY_TO_HOSPITAL: {"ward_a"},
        Kind.REPLY_FROM_HOSPITAL: {"agent", "pm"},
        Kind.RESOLVED: {"pm", "ward_a"},
        Kind.FOLLOWED_UP: {"agent", "ward_a"},
        Kind.CLOSED: {"agent", "ward_a"},
    }


def test_a_hospital_is_told_of_a_hold_and_never_of_our_deadlines(cast: Cast) -> None:
    ticket = cast.report()
    acts.take(cast.actor("agent"), ticket.number, at=at(1))
    acts.hold(cast.actor("agent"), ticket.number, "third_party", "等接口恢复", at=at(2))
    silent = cast.report(key="silent")
    acts.take(cast.actor("agent"), silent.number, at=at(1))
    watch(at(70))
    assert told(Kind.HELD) == {"pm", "ward_a"}
    assert told(Kind.DEADLINE_100) == {"agent", "pm", "manager"}
    hospital = Notice.objects.filter(person__kind="customer").values_list("kind", flat=True)
    assert set(hospital) <= {kind.value for kind in FOR_HOSPITAL}


def test_only_those_who_may_read_the_card_are_told(cast: Cast) -> None:
    """A developer of the level it climbs to sees every card; a resident of another hospital sees none of ours."""
    Posting.objects.filter(engineer=cast.users["resident"]).update(until=date(2026, 2, 1))
    cast.report(answer="whole_hospital")
    watch(at(31))
    assert told(Kind.CLIMBED) == {"agent", "developer", "manager"}


def test_an_event_is_told_once_to_a_person_however_often_it_is_heard(cast: Cast) -> None:
    ticket = cast.report()
    event = Event.objects.get(subject_id=ticket.pk, code="ticket.first_contact_set")
    tell(event)
    assert Notice.objects.count() == 1


def test_a_reaction_that_fails_undoes_the_act(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(event: Event) -> None:
        raise ValueError("no room for a notice")

    monkeypatch.setattr("shouwen.apps.ledger.bus._wired", {"ticket.accepted": (fail,)})
    with pytest.raises(ValueError, match="no room"):
        cast.report()
    assert (Ticket.objects.count(), Event.objects.count()) == (0, 0)


def test_wiring_twice_is_wiring_once() -> None:
    before = dict(wired())
    wiring.install()
    subscribe("ticket.taken", tell)
    assert dict(wired()) == before


def test_every_kind_has_words_and_recipients() -> None:
    assert set(SENTENCES) == set(KINDS) == set(PARTS) == set(Kind)


# --- reading ------------------------------------------------------------------------------------------------


def test_read_is_ones_own_and_the_first_time_counts(cast: Cast) -> None:
    cast.report()
    notice = Notice.objects.get()
    with pytest.raises(Refused) as refused:
        actions.read(cast.actor("agent"), notice.pk, at=at(1))
    assert refused.value.code == "absent"
    assert queries.unread(cast.actor("pm")) == 1
    actions.read(cast.actor("pm"), notice.pk, at=at(2))
    actions.read(cast.actor("pm"), notice.pk, at=at(3))
    notice.refresh_from_db()
    assert (notice.read_at, queries.unread(cast.actor("pm"))) == (at(2), 0)


def test_a_card_that_one_may_no_longer_read_takes_its_notices_along(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a")
    reply(cast, ticket, "agent", 1)
    ward = cast.actor("hospital_a")
    assert (queries.unread(ward), len(queries.page(ward).told)) == (1, 1)
    moved = cast.other_hospital
    Ticket.objects.filter(pk=ticket.pk).update(hospital=moved)
    assert (queries.unread(ward), queries.page(ward).told) == (0, [])


def test_preferences_decide_about_mail_and_never_about_the_notice(cast: Cast) -> None:
    cast.users["pm"].email = "pm@vendor.example"
    cast.users["pm"].save()
    pm = cast.actor("pm")
    offered = [wish.kind for wish in queries.preferences(pm)]
    actions.prefer(pm, offered, [Kind.TAKEN], offered)
    ticket = cast.report()
    acts.take(cast.actor("agent"), ticket.number, at=at(1))
    assert [notice.kind for notice in Notice.objects.filter(person=pm.id).order_by("pk")] == ["first_contact", "taken"]
    taken = Notice.objects.get(person=pm.id, kind="taken")
    assert [delivery.key for delivery in Delivery.objects.all()] == [f"notice-{taken.event_id}-{pm.id}"]
    with pytest.raises(Refused):
        actions.prefer(pm, offered, ["deadline_51"], [])


@pytest.mark.parametrize(("who", "door"), [("pm", "console"), ("ward_a", "portal")])
def test_the_bell_the_list_and_reading_in_both_doors(cast: Cast, who: str, door: str) -> None:
    ticket = cast.report()
    reply(cast, ticket, "agent", 1)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(cast.users[who])
    page = client.get(f"/{door}/notices/").content.decode()
    notice = Notice.objects.get(person=cast.users[who])
    assert "通知，1 条未读" in page
    assert f"/{door}/notices/{notice.pk}/reading/" in page
    answer = client.post(f"/{door}/notices/{notice.pk}/reading/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{door}/tickets/{ticket.number}/")
    assert "条未读" not in client.get(f"/{door}/notices/").content.decode()
    reply(cast, ticket, "ward_a" if who == "pm" else "agent", 2)
    assert queries.unread(cast.actor(who)) == 1
    client.post(f"/{door}/notices/reading/")
    assert queries.unread(cast.actor(who)) == 0


def test_choosing_what_goes_by_mail(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ward_a"])
    assert client.post("/portal/notices/preferences/", {"mailed": ["held"]}).status_code == 302
    assert [wish.kind for wish in queries.preferences(cast.actor("ward_a")) if wish.mailed] == [Kind.HELD]
    assert client.post("/portal/notices/preferences/", {"mailed": ["deadline_80"]}).status_code == 422

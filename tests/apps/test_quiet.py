"""Quiet hours, digests, stale ones: what leaves the product and when, with a clock that is passed in."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.core import mail

from shouwen.apps.channels.robots.server import Robot
from shouwen.apps.channels.sms.server import Gateway
from shouwen.apps.notices import actions, letters, queries
from shouwen.apps.notices.jobs import release
from shouwen.apps.notices.models import Notice, Outgoing
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions as acts
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def usual(settings: LazySettings) -> None:
    settings.USUAL_QUIET = True


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """March 2026; the 3rd is a Tuesday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def address(cast: Cast, *names: str) -> None:
    for name in names:
        cast.users[name].email = f"{name}@vendor.example"
        cast.users[name].save()


def report(cast: Cast, when: datetime, key: str, answer: str = "workstation") -> Ticket:
    said = acts.Report(answer=answer, text="打印机不出纸。", module_id=cast.module.pk)
    return acts.report(cast.actor("ward_a"), said, at=when, submission=f"{key}-0123456789abcdef")


def written(channel: str = "email") -> list[str]:
    return [each.key for each in Delivery.objects.filter(channel=channel).order_by("pk")]


def waits() -> list[tuple[str, str, datetime | None]]:
    rows = Outgoing.objects.filter(state="waits").order_by("pk")
    return [(each.person.username, each.why, each.until) for each in rows]


def test_at_night_a_letter_waits_and_the_product_shows_it_at_once(cast: Cast) -> None:
    address(cast, "agent")
    report(cast, on(3, 23), "n")
    assert (written(), waits()) == ([], [("agent", "quiet", on(4, 7))])
    assert queries.unread(cast.actor("agent")) == 1
    assert (release(on(4, 6, 59)), written()) == (0, [])
    assert release(on(4, 7)) == 1
    row = Outgoing.objects.get()
    assert (row.state, written()) == ("told", [f"notice-{row.event_id}-{cast.users['agent'].pk}"])
    assert release(on(4, 7)) == 0


def test_of_grades_1_and_2_nothing_waits(cast: Cast) -> None:
    address(cast, "agent", "manager")
    report(cast, on(3, 23), "n", "whole_hospital")
    assert (len(written()), waits()) == (2, [])


def test_what_was_held_comes_as_one_digest(cast: Cast) -> None:
    address(cast, "agent")
    for minute in range(3):
        report(cast, on(3, 23, minute), f"n{minute}")
    assert release(on(4, 7)) == 3
    [digest] = Delivery.objects.filter(channel="email")
    assert (digest.key.split("-")[0], len(digest.payload["digest"])) == ("digest", 3)
    told = Notice.objects.filter(person=cast.users["agent"]).order_by("pk")
    cast.users["agent"].language = "zh-hans"
    cast.users["agent"].save()
    letter = letters.digest(list(Notice.objects.select_related(*letters.ABOUT).filter(pk__in=told)))
    assert letter.subject == "3 条通知"
    assert [letter.text.count(each.ticket.number) for each in told if each.ticket] == [2, 2, 2]
    assert "/console/notices/preferences/" in letter.text


def test_what_was_read_meanwhile_or_is_late_is_dropped(cast: Cast) -> None:
    address(cast, "agent")
    report(cast, on(3, 23), "a")
    report(cast, on(3, 23, 1), "b")
    first = Notice.objects.filter(person=cast.users["agent"]).order_by("pk").first()
    assert first is not None
    actions.read(cast.actor("agent"), first.pk, at=on(4, 6))
    release(on(4, 7))
    states = dict(Outgoing.objects.values_list("event", "state"))
    assert (states[first.event_id], sorted(states.values()), len(written())) == ("dropped", ["dropped", "told"], 1)
    # A worker that stood still for days tells nobody of the day before.
    report(cast, on(4, 23), "c")
    release(on(9, 7))
    assert Outgoing.objects.latest("pk").state == "dropped"


def test_many_of_one_kind_in_a_short_time_come_together(cast: Cast) -> None:
    address(cast, "pm")
    for minute in range(5):
        report(cast, on(3, 10, minute), f"s{minute}")
    assert len(written()) == 3
    assert waits() == [("pm", "storm", on(3, 10, 18)), ("pm", "storm", on(3, 10, 18))]
    release(on(3, 10, 18))
    assert [key.split("-")[0] for key in written()] == ["notice", "notice", "notice", "digest"]
    # A quarter of an hour later the next one goes at once again.
    report(cast, on(3, 10, 30), "later")
    assert len(written()) == 5


def test_many_about_one_card_come_together(cast: Cast) -> None:
    address(cast, "hospital_a")
    number = acts.report(
        cast.actor("hospital_a"),
        acts.Report(answer="question", text="怎么打印？"),
        at=on(3, 10),
        submission="one-0123456789abcdef",
    ).number
    for minute in range(1, 6):
        key = f"r{minute}-0123456789abcdef"
        acts.reply(cast.actor("agent"), number, f"第 {minute} 句。", at=on(3, 10, minute), submission=key)
    assert (len(written()), [each[1] for each in waits()]) == (3, ["storm", "storm"])


def test_ones_own_hours_and_days(cast: Cast) -> None:
    address(cast, "pm")
    pm = cast.actor("pm")
    # The usual hours of an account manager: the calendar's days off. Saturday noon until Monday.
    report(cast, on(7, 12), "sat")
    assert {each[2] for each in waits() if each[0] == "pm"} <= {on(9, 7, 30)}
    actions.keep_quiet(pm, "12:00", "14:00", "own", ["1", "2", "3"])
    report(cast, on(3, 13), "noon")
    assert waits()[-1] == ("pm", "quiet", on(3, 14))
    actions.forget_quiet(pm)
    report(cast, on(3, 13, 1), "noon2")
    assert len(written()) == 1
    for wrong, field in (
        (("25:00", "07:00", "none", []), "starts"),
        (("22:00", "x", "none", []), "ends"),
        (("22:00", "07:00", "never", []), "days_off"),
        (("22:00", "07:00", "own", []), "own"),
        (("22:00", "07:00", "own", ["8"]), "own"),
    ):
        with pytest.raises(Refused) as caught:
            actions.keep_quiet(pm, *wrong)
        assert caught.value.facts["field"] == field


def test_a_ward_works_at_night(cast: Cast) -> None:
    address(cast, "ward_a")
    ticket = report(cast, on(3, 23), "w")
    acts.reply(cast.actor("agent"), ticket.number, "在看。", at=on(3, 23, 5), submission="w-reply-0123456789")
    assert len(written()) == 1


def test_a_short_message_when_somebody_asked_for_it(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    settings.SMS = Gateway(path=tmp_path / "sms", templates={"first_contact": "S1", "paged": "S2"})
    pm = cast.actor("pm")
    wishes = {wish.kind.value: wish.text for wish in queries.preferences(pm)}
    assert (wishes["first_contact"], wishes["paged"], wishes["taken"]) == ("may", "always", "")
    report(cast, on(3, 10), "a")
    assert written("sms") == []
    offered = [wish.kind for wish in queries.preferences(pm)]
    actions.prefer(pm, offered, [], offered, ["first_contact"])
    report(cast, on(3, 10, 1), "b")
    assert len(written("sms")) == 1
    # Kept through the noon; of several none goes, they stand in the product.
    actions.keep_quiet(pm, "12:00", "14:00", "none", [])
    report(cast, on(3, 12), "c")
    report(cast, on(3, 12, 20), "d")
    release(on(3, 14))
    assert (len(written("sms")), Outgoing.objects.filter(state="dropped").count()) == (1, 2)


def test_robots_are_silent_at_night_but_for_the_gravest(cast: Cast, settings: LazySettings) -> None:
    settings.ROBOTS = [Robot("desk", "wecom", "https://robot.example/x", "")]
    report(cast, on(3, 23), "a", "whole_hospital")
    assert {each.not_before for each in Delivery.objects.filter(channel="robot")} == {on(3, 23)}


@pytest.mark.parametrize(("who", "door"), [("pm", "console"), ("ward_a", "portal")])
def test_the_page(cast: Cast, who: str, door: str) -> None:
    client, url = signed_in(cast, who), f"/{door}/notices/preferences/"
    assert "本角色的通常时段" in client.get(url).content.decode()
    wrong = client.post(f"/{door}/notices/quiet/", {"starts": "9", "ends": "07:00", "days_off": "none"})
    assert (wrong.status_code, 'value="9"' in wrong.content.decode()) == (422, True)
    good = {"starts": "21:30", "ends": "07:00", "days_off": "own", "own": ["1", "3"]}
    assert client.post(f"/{door}/notices/quiet/", good).status_code == 302
    assert 'value="21:30"' in client.get(url).content.decode()
    assert client.post(f"/{door}/notices/quiet/undo/").status_code == 302
    assert 'value="21:30"' not in client.get(url).content.decode()
    assert mail.outbox == []


def test_nothing_waits_for_longer_than_its_worth(cast: Cast) -> None:
    address(cast, "agent")
    report(cast, on(3, 23), "n")
    row = Outgoing.objects.get()
    assert (row.at, row.not_after) == (on(3, 23), on(3, 23) + timedelta(hours=24))

"""Words owed, calls out and the report of a person, as their readers meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from shouwen.apps.duty import actions as duty
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.paging.jobs import call
from shouwen.apps.paging.models import Alarm
from shouwen.apps.progress.report import Share, report_of
from shouwen.apps.tickets import actions
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db


def test_who_is_called_reads_it_on_every_page_and_answers_there(cast: Cast) -> None:
    ticket = cast.report(by="hospital_a", answer="whole_hospital")
    call(at(1))
    agent, other = signed_in(cast, "agent"), signed_in(cast, "agent2")
    banner = "正在呼叫您"
    assert [banner in each.get("/console/").content.decode() for each in (agent, other)] == [True, False]
    assert ticket.number in agent.get("/console/alarms/").content.decode()
    answer = agent.post(f"/console/tickets/{ticket.number}/page/answer/")
    assert (answer.status_code, answer["Location"]) == (302, f"/console/tickets/{ticket.number}/")
    assert Alarm.objects.get().ended_by == cast.users["agent"]
    assert banner not in agent.get("/console/").content.decode()
    late = other.post(f"/console/tickets/{ticket.number}/page/answer/", follow=True)
    assert "agent-name已应答" in late.content.decode()


def test_words_owed_narrowed_by_who_owes_them(cast: Cast) -> None:
    mine, theirs = cast.report(by="hospital_a", answer="whole_hospital"), cast.report(by="hospital_b", key="other")
    actions.substitute(cast.actor("manager"), theirs.number, cast.users["agent2"].pk, "休假", at=at(3))
    client = signed_in(cast, "agent")

    def listed(asked: str) -> list[bool]:
        page = client.get(f"/console/words/?{asked}").content.decode()
        return [ticket.number in page for ticket in (mine, theirs)]

    # The second is of grade 4: nothing is owed until something changes.
    assert listed("view=all") == [True, False]
    assert listed("view=all&who=me") == [True, False]
    assert listed(f"view=all&who={cast.users['agent2'].pk}") == [False, False]
    # The cast lives in 2026-03: by now it is long overdue.
    assert listed("view=late") == [True, False]
    assert listed("view=odd&who=nobody&after=x") == [True, False]


def test_a_persons_report(cast: Cast) -> None:
    first = cast.resolved("whole_hospital", key="one")
    cast.report(by="hospital_a", answer="whole_hospital", minutes=40, key="two")
    found = report_of(cast.actor("agent"), cast.users["agent"].pk, at(-1), at(1000), at(200))
    assert (found.cards, found.open) == (2, 2)
    assert found.responses == Share(1, 2)
    assert found.words == Share(1, 2)
    assert (found.missing_words, found.reopened) == (1, 0)
    assert first.first_contact == cast.users["agent"]
    with pytest.raises(Refused, match="not_your_role"):
        report_of(cast.actor("agent2"), cast.users["agent"].pk, at(0), at(1), at(2))
    page = signed_in(cast, "manager").get(
        f"/console/accountability/{cast.users['agent'].pk}/?from=2026-03-01&until=2026-03-31"
    )
    assert "agent-name的首问报告" in page.content.decode()


def test_holes_in_the_rota_are_told_once_a_day(cast: Cast) -> None:
    assert duty.warn_of_holes(at=at(0)) == 1
    assert duty.warn_of_holes(at=at(60)) == 0
    assert duty.warn_of_holes(at=at(24 * 60)) == 1
    event = Event.objects.filter(code="post.holes").order_by("pk")[0]
    assert event.data == {"holes": 1, "minutes": 14 * 24 * 60, "first": at(0).isoformat()}
    told = Notice.objects.filter(event=event).values_list("person__username", flat=True)
    assert sorted(told) == ["admin", "manager"]
    read = signed_in(cast, "manager").get("/console/notices/").content.decode()
    assert "服务中心未来两周排班有空档" in read


def test_a_full_rota_has_no_hole(cast: Cast) -> None:
    for day in range(0, 21, 7):
        plan = Plan(cast.users["agent"].pk, at(day * 24 * 60), at((day + 7) * 24 * 60))
        duty.put_on(cast.actor("manager"), "service_centre", plan, at=at(0))
    assert duty.warn_of_holes(at=at(1)) == 0


def test_my_shifts_in_my_own_calendar(cast: Cast, settings: object) -> None:
    client = signed_in(cast, "agent")
    starts = timezone.now().replace(microsecond=0) + timedelta(days=2)
    plan = Plan(cast.users["agent"].pk, starts, starts + timedelta(hours=8))
    shift = duty.put_on(cast.actor("manager"), "service_centre", plan, at=at(0))
    page = client.post("/console/duty/feed/").content.decode()
    address = page.split('<code class="wrap-anywhere">')[1].split("</code>")[0]
    path = address.removeprefix(settings.SITE_URL)  # type: ignore[attr-defined]
    nobody = signed_in(cast, "agent")
    nobody.logout()
    answer = nobody.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(each["uid"], each.start, each.end, str(each["summary"])) for each in events] == [
        (f"shift-{shift.pk}@shouwen", starts, starts + timedelta(hours=8), "值班：客户服务中心")
    ]
    again = client.post("/console/duty/feed/").content.decode()
    assert path not in again
    assert nobody.get(path).status_code == 404
    client.post("/console/duty/feed/undo/")
    assert "还没有地址" in client.get("/console/duty/feed/").content.decode()

"""The pages of experts: the green entry, a consultation to its minutes on paper, signatures, few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import Consultation, ExpertVisit, SolutionVersion
from shouwen.apps.notices.models import Notice
from shouwen.apps.tickets.models import Ticket
from tests.apps import experts
from tests.apps.test_consultations import green
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db


def test_the_green_entry(cast: Cast) -> None:
    client = signed_in(cast, "hospital_a")
    form = {"answer": "department", "text": "收费慢。", "submission": "green-0123456789abcdef"}
    assert client.post("/portal/green/", form).status_code == 409
    for line in cast.line.agreement.lines.all():
        line.paid_periods.update(special=["green_channel"], ends_on="2099-12-31")
    page = client.get("/portal/green/").content.decode()
    # No number of a green line is invented.
    assert "未配置" in page or "no number set up" in page
    assert client.post("/portal/green/", form | {"text": ""}).status_code == 422
    sent = client.post("/portal/green/", form, follow=True)
    assert (sent.redirect_chain[0][1], "已通过绿色通道提交。" in sent.content.decode()) == (302, True)
    # Each page on which it stands says which way it took.
    for path in (f"/portal/tickets/{Ticket.objects.get().number}/", "/portal/tickets/"):
        assert client.get(path).content.decode().count("bi-signpost-split") == 1
    assert Ticket.objects.get().service == "green_channel"
    assert Ticket.objects.get().number in signed_in(cast, "agent").get("/console/green/").content.decode()


def test_the_green_line_is_a_setting(cast: Cast, settings: object) -> None:
    settings.GREEN_LINE_NUMBER = "100-0000-9000"  # type: ignore[attr-defined]
    for line in cast.line.agreement.lines.all():
        line.paid_periods.update(special=["green_channel"], ends_on="2099-12-31")
    assert "100-0000-9000" in signed_in(cast, "hospital_a").get("/portal/green/").content.decode()


def test_minutes_on_paper(cast: Cast) -> None:
    found = experts.concluded(cast)
    agent, head = signed_in(cast, "agent"), signed_in(cast, "hospital_a")
    assert (agent.get(f"/console/consultations/{found.number}.pdf").status_code, found.minutes) == (404, None)
    for who in ("agent2", "developer"):
        assert signed_in(cast, who).post(f"/console/consultations/{found.number}/signature/").status_code == 302
    for client, path in ((agent, "console"), (head, "portal")):
        answer = client.get(f"/{path}/consultations/{found.number}.pdf")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert signed_in(cast, "hospital_b").get(f"/portal/consultations/{found.number}.pdf").status_code == 404


def test_a_hospital_signs_on_the_portal(cast: Cast) -> None:
    visit = experts.proposed(cast)
    version = experts.written(cast, visit.ticket.number)
    number = version.solution.number
    head, ward = signed_in(cast, "hospital_a"), signed_in(cast, "ward_a")
    here = f"/portal/tickets/{visit.ticket.number}/experts/"
    assert number not in head.get(here).content.decode()
    signed_in(cast, "manager").post(f"/console/solutions/{number}/1/approval/")
    assert f"/portal/solutions/{number}/1/" in head.get(here).content.decode()
    assert head.get(f"/portal/solutions/{number}/1/").status_code == 200
    name = {"signed_name": "甲主任"}
    assert ward.post(f"/portal/expert-visits/{visit.number}/agreement/", name).status_code == 403
    assert head.post(f"/portal/expert-visits/{visit.number}/agreement/", {"signed_name": ""}).status_code == 422
    assert head.post(f"/portal/expert-visits/{visit.number}/agreement/", name).status_code == 302
    assert head.post(f"/portal/solutions/{number}/1/acknowledgement/", name).status_code == 302
    kept = ExpertVisit.objects.get(), SolutionVersion.objects.get()
    assert [(each.signed_name) for each in kept] == ["甲主任", "甲主任"]


def test_who_is_told(cast: Cast) -> None:
    found = experts.called(cast)
    actions.tell_consultation(found.pk, at=at(60 * 24 * 3))
    told = Notice.objects.filter(kind__startswith="consultation").values_list("person__username", "kind")
    called = {(who, "consultation_called") for who in ("developer", "agent2", "pm2")}
    due = {(who, "consultation_due") for who in ("developer", "agent2", "pm2")}
    late = {(who, "consultation_late") for who in ("developer", "agent2", "pm2", "manager")}
    assert set(told) == called | due | late


PAGES = (
    ("agent", "/console/green/"), ("agent", "/console/consultations/"), ("agent", "/console/consultations/{number}/"),
    ("manager", "/console/experts/"), ("pm", "/console/tickets/{card}/experts/"), ("hospital_a", "/portal/green/"),
    ("hospital_a", "/portal/tickets/{card}/experts/"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_takes_as_many_statements_for_many_rows_as_for_one(cast: Cast, who: str, path: str) -> None:
    green(cast)
    found = experts.signed(cast)
    card = found.ticket.number
    experts.written(cast, card)
    client = signed_in(cast, who)
    url = path.format(number=found.number, card=card)
    client.get(url)
    one = statements(client, url)
    for turn in range(5):
        call = experts.facts(cast)
        key = f"more-{turn}-0123456789abcdef"
        actions.call_consultation(cast.actor("agent"), card, call, at=at(6), submission=key)
        cast.report(answer="whole_hospital", key=f"grave{turn}")
    assert statements(client, url) == one
    assert one <= (12 if url.startswith("/portal/") else 17)
    assert Consultation.objects.count() == 6


def statements(client: object, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200  # type: ignore[attr-defined]
    return len(caught)

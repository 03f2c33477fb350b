"""The page of a new call: with and without scripts the same card comes of it."""

import pytest
from django.test import Client

from shouwen.apps.customers.models import Contact
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
TYPED = {
    "channel": "phone", "find": "88001234", "text": "收费处打不开", "kind": "incident", "impact": "department",
    "urgency": "limited", "submission": "call-0123456789abcdef",
}  # fmt: skip


@pytest.fixture
def agent(cast: Cast) -> Client:
    Contact.objects.filter(name="丙护士").update(phone="0571-88001234")
    return signed_in(cast, "agent")


def test_looking_up_fills_the_place_and_sends_nothing(cast: Cast, agent: Client) -> None:
    page = agent.post("/console/new/", TYPED | {"look": "1"})
    html = page.content.decode()
    assert (page.status_code, Ticket.objects.count()) == (200, 0)
    assert f'<option value="{cast.hospital.pk}" selected>' in html
    assert f'<option value="{cast.ward.pk}" selected>' in html
    assert 'value="丙护士"' in html
    assert "收费处打不开" in html
    assert (html.count('class="due '), html.count('class="mark mark-pays ')) == (2, 1)


def test_sent_without_looking_up_the_caller_is_taken_along(cast: Cast, agent: Client) -> None:
    assert agent.post("/console/new/", TYPED).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.hospital, ticket.department, ticket.contact.name) == (cast.hospital, cast.ward, "丙护士")


def test_what_was_changed_after_the_choice_stays_changed(cast: Cast, agent: Client) -> None:
    pick = f"contact:{Contact.objects.get(name='丙护士').pk}"
    changed = {"pick": pick, "place_of": pick, "hospital": str(cast.other_hospital.pk), "caller_name": "借电话的人"}
    assert agent.post("/console/new/", TYPED | changed).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.hospital, ticket.contact, ticket.caller_name) == (cast.other_hospital, None, "借电话的人")


def test_an_unknown_number_is_kept_as_the_callers(agent: Client) -> None:
    assert agent.post("/console/new/", TYPED | {"find": "010-5555 6666"}).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.hospital.is_unlisted, ticket.caller_phone) == (True, "010-5555 6666")


def test_only_pieces_that_have_changed_are_sent_again(cast: Cast, agent: Client) -> None:
    first = agent.post("/console/new/preview/", TYPED).content.decode()
    assert 'id="intake-callers"' in first
    assert 'id="intake-place"' in first
    pick, home = f"contact:{Contact.objects.get(name='丙护士').pk}", str(cast.hospital.pk)
    settled = {"found_for": "88001234", "pick": pick, "place_of": pick, "hospital_of": home, "hospital": home}
    second = agent.post("/console/new/preview/", TYPED | settled).content.decode()
    assert 'id="intake-callers"' not in second
    assert 'id="intake-place"' not in second
    assert "示例一院" in second
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize(
    "odd",
    [{"pick": "contact:99999999999999999999"}, {"pick": "hospital:x"}, {"hospital": "abc"}, {"kind": "pigeon"},
     {"module": "9" * 30}, {"contacted_at": "0000-99-99T00:00"}, {"find": "%_\\'\"" * 20}, {"department": "-1"}],
)  # fmt: skip
def test_odd_input_is_no_fault_while_it_is_typed(agent: Client, odd: dict[str, str]) -> None:
    assert agent.post("/console/new/preview/", TYPED | odd).status_code == 200
    assert agent.post("/console/new/", TYPED | {"find": ""} | odd).status_code in (302, 422)


def test_answered_at_once_closes_and_a_refusal_keeps_the_answer(agent: Client) -> None:
    bare = agent.post("/console/new/", TYPED | {"answered": "1", "answer": "", "cause": "consultation"})
    assert (bare.status_code, Ticket.objects.count()) == (422, 0)
    kept = agent.post("/console/new/", TYPED | {"answered": "1", "answer": "请重启。", "cause": ""})
    assert kept.status_code == 422
    assert "请重启。" in kept.content.decode()
    assert (
        agent.post("/console/new/", TYPED | {"answered": "1", "answer": "请重启。", "cause": "misuse"}).status_code
        == 302
    )
    assert Ticket.objects.get().state == "closed"


@pytest.mark.parametrize("codec", ["hex", "raw_unicode_escape", "utf-16", "idna"])
def test_a_codec_that_the_sender_chose_reads_nothing(agent: Client, codec: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="find"\r\n\r\n\\ud800\xff\r\n--x--\r\n'
    sent = agent.generic("POST", "/console/new/preview/", body, f"multipart/form-data; charset={codec}; boundary=x")
    assert sent.status_code == 200
    urlencoded = f"application/x-www-form-urlencoded; charset={codec}"
    form = agent.generic("POST", "/console/new/preview/", b"find=%5Cud800", urlencoded)
    assert form.status_code in (200, 400)

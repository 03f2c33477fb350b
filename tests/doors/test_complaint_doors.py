"""Every door × whoever is complained of: no page, file, count, search, notice, letter or program tells him of it."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shouwen.api.frame.openapi import described
from shouwen.api.urls import api
from shouwen.apps.complaints import actions
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.notices.letters import send
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.channels import Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.config.live.tail import Tail
from shouwen.policy.originals import Shows
from tests.api.programs import KEY, program
from tests.cast import Cast, at
from tests.doors.test_matrix import every_address, targets

CANARY = "鹦鹉蓝鲸"
# First contact and handler of the card, whom the customer chose, whose name stands in the text.
ACCUSED = ("pm", "agent", "manager", "developer")


def whole(answer: Any) -> str:
    """What came, an Excel file unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace")


def complained(cast: Cast) -> Complaint:
    """With a word, a note, a proposal, an approval by the administrator, and a deadline that has passed."""
    User.objects.filter(kind="staff").update(email="a@vendor.example")
    card = cast.report(key="accused")
    cards.take(cast.actor("agent"), card.number, at=at(1))
    said = actions.Filing(
        kind="attitude",
        text=f"{CANARY}，developer-name 也在场。",
        card=card.number,
        people=(cast.users["manager"].pk,),
        files=actions.Files([SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode())], Shows.YES),
    )
    found = actions.file(cast.actor("ward_a"), said, at=at(2), submission="accused-0123456789")
    original = found.files.get().file.original_id
    assert original is not None
    actions.open_original(cast.actor("agent2"), found.number, original, CANARY, at=at(2))
    admin, auditor = cast.actor("admin"), cast.actor("auditor")
    actions.grade(admin, found.number, "grave", "", at=at(3))
    actions.assign(admin, found.number, cast.users["auditor"].pk, at=at(4))
    actions.look(found.pk, at=at(100))
    actions.contact(auditor, found.number, CANARY, at=at(101), submission="contact-0123456789")
    actions.say(auditor, found.number, CANARY, at=at(102), submission="word-0123456789abc")
    actions.note(auditor, found.number, CANARY, at=at(103), submission="note-0123456789abc")
    actions.propose(auditor, found.number, actions.Found("upheld", CANARY, CANARY), at=at(104))
    return found


def addresses(cast: Cast, found: Complaint) -> Iterator[tuple[str, list[str]]]:
    objects = targets(cast)["own"] | {"complaint": found.number}
    for name, takes in sorted(every_address().items()):
        yield reverse(name, kwargs={key: objects[key] for key in takes}), takes


@pytest.mark.django_db
def test_no_page_and_no_file_tells_him(cast: Cast) -> None:
    before = complained(cast)
    asked = list(addresses(cast, before))
    for name in ACCUSED:
        client = Client()
        client.force_login(cast.users[name])
        for url, takes in asked:
            answer = client.get(url)
            if "complaint" in takes and not url.startswith("/api/"):
                assert answer.status_code in {404, 405}, (name, url)
                assert client.post(url).status_code in {404, 405}, (name, url)
            text = whole(answer)
            assert CANARY not in text, (name, url)
            assert url.count(before.number) or before.number not in text, (name, url)
        for view in ("open", "mine", "settled", "all"):
            for words in ("", CANARY, before.number, before.number[-2:]):
                page = client.get("/console/complaints/", {"view": view, "q": words}).content.decode()
                assert f'/complaints/{before.number}/"' not in page
        assert client.get("/console/search/", {"q": CANARY}).content.decode().count("/console/tickets/SW-") == 0


def counts(client: Client) -> list[str]:
    page = client.get("/console/complaints/").content.decode()
    return [part.split("<", 1)[0] for part in page.split('class="count">')[1:]]


@pytest.mark.django_db
def test_it_counts_nowhere_for_him(cast: Cast) -> None:
    clients = {name: Client() for name in (*ACCUSED, "auditor")}
    for name, client in clients.items():
        client.force_login(cast.users[name])
    empty = {name: counts(client) for name, client in clients.items()}
    complained(cast)
    after = {name: counts(client) for name, client in clients.items()}
    assert {name: after[name] for name in ACCUSED} == {name: empty[name] for name in ACCUSED}
    assert after["auditor"] == ["1", "1", "0", "1"]


@pytest.mark.django_db
def test_no_program_of_his_reads_it(cast: Cast, settings: Any) -> None:
    settings.API_READS_A_MINUTE = settings.API_WRITES_A_MINUTE = 10_000
    found = complained(cast)
    file = found.files.get().file_id
    for name in ACCUSED:
        his = program(cast, name)
        assert his.ask("complaints").json()["items"] == []
        for path, methods in described(api)["paths"].items():
            if "{complaint}" not in path:
                continue
            address = path.removeprefix("/api/v1/").format(complaint=found.number, file=file)
            for method in methods:
                answer = his.ask(address) if method == "get" else his.send(address, b"", KEY, method=method.upper())
                assert answer.status_code in {404, 415, 422}, (name, method, address)
                assert CANARY not in answer.content.decode()
        for path in ("tickets", f"tickets?q={CANARY}", f"tickets/{found.ticket.number}/story", "problems"):
            text = his.ask(path).content.decode()
            assert CANARY not in text
            assert found.number not in text


@pytest.mark.django_db
def test_no_notice_and_no_letter_goes_to_him(cast: Cast) -> None:
    found = complained(cast)
    told = Notice.objects.filter(complaint=found).values_list("person__username", flat=True)
    assert set(told) == {"admin", "auditor", "ward_a"}
    accused = [cast.users[name].pk for name in ACCUSED]
    events = set(Notice.objects.filter(complaint=found).values_list("event", flat=True))
    letters = [each for each in Delivery.objects.all() if each.payload.get("event") in events]
    assert letters
    assert not {each.payload["person"] for each in letters} & set(accused)
    # Told before he was named: what he was told is gone from his list, and no letter leaves any more.
    other = actions.file(
        cast.actor("ward_a"), actions.Filing(kind="slow", text="无人回电。"), at=at(5), submission="later-0123456789ab"
    )
    assert Notice.objects.filter(complaint=other, person=cast.users["agent"]).count() == 1
    client = Client()
    client.force_login(cast.users["agent"])
    assert other.number in client.get("/console/notices/").content.decode()
    actions.name(cast.actor("manager"), other.number, cast.users["agent"].pk, "院方补充", at=at(6))
    assert other.number not in client.get("/console/notices/").content.decode()
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_letter_on_its_way_is_withdrawn(cast: Cast) -> None:
    User.objects.filter(username="agent").update(email="a@vendor.example")
    found = actions.file(
        cast.actor("ward_a"), actions.Filing(kind="slow", text="无人回电。"), at=at(5), submission="later-0123456789ab"
    )
    notice = Notice.objects.get(complaint=found, person=cast.users["agent"])
    letter = Delivery(key="x", channel="email", payload={"event": notice.event_id, "person": notice.person_id})
    actions.name(cast.actor("manager"), found.number, cast.users["agent"].pk, "院方补充", at=at(6))
    with pytest.raises(Withdrawn):
        send(letter)


@pytest.mark.django_db
def test_the_open_page_hears_nothing(cast: Cast) -> None:
    tail = Tail()
    list(tail.changes())
    found = actions.file(
        cast.actor("ward_a"), actions.Filing(kind="slow", text="无人回电。"), at=at(5), submission="later-0123456789ab"
    )
    assert list(tail.changes()) == []
    assert Complaint.objects.get().pk == found.pk

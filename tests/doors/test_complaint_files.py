"""Files of a complaint: at filing, with a word and with the answer; who is complained of finds them nowhere."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from shouwen.apps.complaints import actions as complaints
from shouwen.apps.complaints.models import Accused, Complaint, ComplaintFile, Naming
from shouwen.apps.originals.models import Opening
from tests.api.parcels import send, written
from tests.api.programs import program
from tests.apps.test_originals import picture
from tests.cast import Cast, at, signed_in
from tests.doors.test_matrix import tiny_file

pytestmark = pytest.mark.django_db
KEY = "complaint-0123456789"
TEXT = "夜班没有人接电话。"


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(at(10), tick=False):
        yield


def filed(cast: Cast, **more: Any) -> Complaint:
    """By the head of IT, about agent, with a picture that shows a patient."""
    said = {"kind": "slow", "text": TEXT, "people": [str(cast.users["agent"].pk)], "submission": KEY}
    files = {"uploads": picture(), "shows_patient": "yes"}
    answer = signed_in(cast, "hospital_a").post("/portal/complaints/new/", said | files | more)
    assert answer.status_code == 302, answer.content.decode()
    return Complaint.objects.get()


def served(client: Client, path: str) -> int:
    answer = client.get(path)
    if answer.streaming:
        b"".join(answer)  # type: ignore[arg-type]
    return answer.status_code


def addresses(complaint: Complaint, row: ComplaintFile) -> list[str]:
    here = f"/console/complaints/{complaint.number}/"
    return [
        f"{here}files/{row.file_id}/",
        f"{here}pictures/{row.file_id}/",
        f"{here}originals/{row.file.original_id}/",
        f"{here}originals/{row.file.original_id}/content/",
    ]


def test_a_picture_needs_an_answer_and_nothing_is_kept_without(cast: Cast) -> None:
    said = {"kind": "slow", "text": TEXT, "submission": KEY, "uploads": picture()}
    answer = signed_in(cast, "hospital_a").post("/portal/complaints/new/", said)
    page = answer.content.decode()
    assert (answer.status_code, TEXT in page, Complaint.objects.count()) == (422, True, 0)


def test_both_sides_see_them_and_the_accused_finds_none(cast: Cast) -> None:
    complaint = filed(cast)
    [row] = ComplaintFile.objects.select_related("file").all()
    assert (row.shows_patient, row.file.original_id is not None) == (True, True)
    console, portal = addresses(complaint, row), f"/portal/complaints/{complaint.number}/"
    manager, accused = signed_in(cast, "manager"), signed_in(cast, "agent")
    assert [served(manager, path) for path in console] == [200, 200, 200, 409]
    assert [served(accused, path) for path in console] == [404] * 4
    assert row.file.label not in accused.get("/console/search/?q=打印").content.decode()
    head, ward, other = (signed_in(cast, name) for name in ("hospital_a", "ward_a", "hospital_b"))
    for client, status in ((head, 200), (ward, 404), (other, 404)):
        found = [served(client, f"{portal}{kind}/{row.file_id}/") for kind in ("files", "pictures")]
        assert found == [status] * 2
    assert row.file.label in head.get(portal).content.decode()


def test_an_original_is_opened_with_a_reason_and_the_accused_does_not_read_of_it(cast: Cast) -> None:
    complaint = filed(cast)
    [row] = ComplaintFile.objects.select_related("file").all()
    original, content = addresses(complaint, row)[2:]
    manager = signed_in(cast, "manager")
    assert manager.post(original, {"why": "核对截图"}).status_code == 302
    assert served(manager, content) == 200
    assert Opening.objects.get().number == complaint.number
    assert complaint.number in manager.get("/console/originals/").content.decode()
    # A second director is complained of: the list of openings says nothing of it to him.
    Accused.objects.create(complaint=complaint, person=cast.users["manager"], because="supervisor", at=at(1))
    assert complaint.number not in manager.get("/console/originals/").content.decode()
    assert [served(manager, path) for path in (original, content)] == [404, 404]


def test_with_a_word_and_with_the_answer(cast: Cast) -> None:
    complaint = filed(cast, uploads=tiny_file())
    here, head = f"/portal/complaints/{complaint.number}/", signed_in(cast, "hospital_a")
    for _twice in range(2):
        word = {"text": "补一张图。", "uploads": picture(), "shows_patient": "no", "submission": f"{KEY}-word"}
        assert head.post(f"{here}words/", word).status_code == 302
    manager, agent = cast.actor("manager"), cast.actor("agent2")
    complaints.grade(manager, complaint.number, "plain", "", at=at(1))
    complaints.assign(manager, complaint.number, cast.users["agent2"].pk, at=at(2))
    complaints.contact(agent, complaint.number, "已通话。", at=at(3), submission=f"{KEY}-contact")
    complaints.propose(agent, complaint.number, complaints.Found("upheld", "查实。", "致歉。"), at=at(4))
    complaints.decide(manager, complaint.number, True, "", at=at(5))
    answer = {"text": "致歉。", "uploads": [tiny_file(), tiny_file()]}
    assert signed_in(cast, "agent2").post(f"/console/complaints/{complaint.number}/answer/", answer).status_code == 302
    rows = ComplaintFile.objects.filter(complaint=complaint)
    assert [(bool(each.word_id), bool(each.answer_id), each.shows_patient) for each in rows] == [
        (False, False, True),
        (True, False, False),
        (False, True, False),
        (False, True, False),
    ]
    assert head.get(here).content.decode().count('class="files"') == 4


def test_a_name_of_a_file_is_only_text(cast: Cast) -> None:
    upload = tiny_file()
    upload.name = "<img src=x onerror=alert(1)>.txt"
    complaint = filed(cast, uploads=upload)
    page = signed_in(cast, "manager").get(f"/console/complaints/{complaint.number}/").content.decode()
    assert ("<img src=x" in page, "&lt;img src=x" in page) == (False, True)


def test_a_program_sends_and_reads_them(cast: Cast) -> None:
    body = {"kind": "slow", "text": TEXT, "people": [cast.users["agent"].pk], "shows_patient": True}
    made = send(program(cast, "hospital_a"), "complaints", KEY, written(body, ("图.png", picture().read())))
    assert made.status_code == 201, made.content
    [row] = made.json()["files"]
    assert (row["shows_patient"], row["came_with"]) == (True, "complaint")
    path = f"complaints/{made.json()['number']}/files/{row['id']}"
    found = [program(cast, name).ask(path).status_code for name in ("hospital_a", "manager", "agent", "hospital_b")]
    assert found == [200, 200, 404, 404]


def test_why_somebody_was_named_and_cleared_is_kept(cast: Cast) -> None:
    complaint, manager = filed(cast), cast.actor("manager")
    complaints.name(manager, complaint.number, cast.users["resident"].pk, "院方来电补充", at=at(1))
    complaints.clear(manager, complaint.number, cast.users["resident"].pk, "查无此人当班", at=at(2))
    assert [(each.cleared, each.reason, each.by) for each in Naming.objects.all()] == [
        (False, "院方来电补充", cast.users["manager"]),
        (True, "查无此人当班", cast.users["manager"]),
    ]
    page = signed_in(cast, "manager").get(f"/console/complaints/{complaint.number}/").content.decode()
    assert ("院方来电补充" in page, "查无此人当班" in page) == (True, True)

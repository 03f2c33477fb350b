"""The same key with the same request does nothing twice; with another it is refused."""

from shouwen.apps.tickets.models import Message, Ticket
from tests.api.programs import KEY, fault, program
from tests.cast import Cast

REPORT = {"answer": "question", "text": "怎样打印？"}


def test_the_same_key_answers_with_the_same_card(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    first, second = (ward.send("tickets", REPORT, KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Ticket.objects.count() == 1


def test_the_same_key_with_another_request(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    number = ward.send("tickets", REPORT, KEY).json()["number"]
    assert fault(ward.send("tickets", REPORT | {"text": "?"}, KEY)) == (409, "key_reused", None)
    assert fault(ward.send(f"tickets/{number}/replies", {"text": "?"}, KEY)) == (409, "key_reused", None)
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)


def test_what_was_refused_may_be_sent_again(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    assert fault(ward.send("tickets", REPORT | {"text": ""}, KEY)) == (422, "text_missing", "text")
    assert ward.send("tickets", REPORT, KEY).status_code == 201


def test_a_key_is_one_persons(cast: Cast) -> None:
    numbers = {program(cast, name).send("tickets", REPORT, KEY).json()["number"] for name in ("ward_a", "hospital_b")}
    assert len(numbers) == 2


def test_what_creates_needs_a_key(cast: Cast) -> None:
    ward = program(cast, "ward_a")
    assert fault(ward.send("tickets", REPORT)) == (422, "field_missing", "Idempotency-Key")
    for key in ("short", "x" * 129, "a b c d e f g h i j k"):
        assert fault(ward.send("tickets", REPORT, key)) == (422, "field_wrong", "Idempotency-Key")

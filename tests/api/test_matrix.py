"""Every operation of the API × every role × whose object, by token. An operation without a row fails.

After a change that is meant: SHOUWEN_WRITE_MATRIX=tickets/{number}/replies pytest tests/api/test_matrix.py (paths with
commas between them, or =all), with one process; then read the diff of matrix.tsv.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from shouwen.api.frame.openapi import described
from shouwen.api.urls import api
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers.models import Hospital
from shouwen.apps.tickets import actions
from tests.api.programs import KEY, Program, secret_of
from tests.cast import STAFF, Cast, at
from tests.doors import experts_here, remotes_here
from tests.doors.experts_here import experts_of
from tests.doors.money_here import money_of
from tests.doors.people_here import call_of, complain, program_of, survey_of
from tests.doors.remotes_here import remotes_of

TABLE = Path(__file__).parent / "matrix.tsv"
# So many tests share the table, to be spread over processes.
PARTS = 4
ROLES = ["nobody", "ward_a", "hospital_a", "hospital_b", *STAFF]
WHOSE = ("own", "sister", "other", "absent")
# Enough to be asked about at all; what an act then refuses is its own affair.
BODIES = {
    "instalments/payment": {"paid_on": "2026-03-03"}, "DELETE instalments/payment": {"reason": "x"},
    "lines/renewal": {"how": "anew", "starts_on": "2029-01-01", "ends_on": "2029-12-31", "services": ["online"]},
    "replies": {"text": "好"}, "notes": {"text": "好"}, "chases": {}, "rating": {"score": 5},
    "hold": {"reason": "third_party", "words": "等"}, "offers": {"receiver": 999_999, "reason": "x"},
    "offers/refusal": {"words": "x"}, "follow-ups": {"result": "solved", "method": "phone"},
    "resolution": {"cause": "misuse", "finding": "x", "remedy": "y"},
    "classification": {"kind": "advice", "service": "online", "cause": "unknown", "reason": "x"},
    "DELETE resolution": {"words": "x"},
    "dispute": {"words": "x"}, "dispute/answer": {"upheld": True, "answer": "x"},
    "journeys": {"engineer": 999_999, "reason": "x"}, "substitution": {"substitute": 999_999, "reason": "x"},
    "withdrawal": {"words": "x"}, "cancellation": {"outcome": "not_ours", "words": "x"},
    "identification": {"hospital": 999_999, "reason": "x"}, "archive/revisions": {"words": "x"},
    "links": {"card": "SW-1", "kind": "related"}, "merger": {"into": "SW-1"}, "parts": {"text": "x"},
    "announcements": {"text": "x"}, "problems": {"card": "SW-1", "title": "x"}, "cards": {"card": "SW-1"},
    "finding": {"finding": "x"}, "solution": {"solution": "x"},
    "title": {"title": "x"},
    "quotes": {"title": "x", "lines": [{"unit": "day", "words": "x"}]},
    "revision": {"title": "x", "lines": [{"unit": "day", "words": "x"}]},
    "quotes/confirmation": {"signed_name": "甲"}, "refusal": {"words": "x"},
    "work": {"kind": "phone", "started_at": "2026-03-03T10:20:00+08:00", "ended_at": "2026-03-03T10:30:00+08:00"},
    "removal": {"words": "x"},
    "rate-cards": {
        "valid_from": "2027-01-01", "day_fen": 1, "visit_fen": 1, "travel_fen": 1, "night_percent": 100,
        "rest_day_percent": 100, "holiday_percent": 100,
    },
    "statements": {"hospital": 999_999, "month": "2026-03-01"},
    "invoice": {"invoice_number": "1", "invoiced_on": "2026-03-03"},
    "payments": {"fen": 1, "on": "2026-03-03"}, "refunds": {"fen": 1, "on": "2026-03-03"},
    "credit-notes": {"place": 1, "fen": 1, "because": "agreed", "words": "x"},
    "urgent": {"words": "x"}, "DELETE urgent": {"words": "x"}, "urgent/acceptance": {},
    "urgent/refusal": {"words": "x"},
    "ruling": {"cause": "misuse", "reproduction": "x", "clause": "x", "version": "x"}, "DELETE ruling": {"words": "x"},
    "ruling/decision": {"cause": "misuse", "words": "x"}, "ruling/appeal": {"words": "x"},
    "ruling/final": {"cause": "misuse", "words": "x"},
    "consultations": {"question": "x", "meets_at": "2026-03-03T16:00:00+08:00", "chair": 999_999, "members": [999_999]},
    "consultations/answer": {"accepts": True}, "opinion": {"words": "x"},
    "consultations/conclusion": {"conclusion": "x", "plan": "y"}, "consultations/cancellation": {"words": "x"},
    "expert-visits": {"expert": 999_999, "on": "2026-03-10", "scope": "x"}, "agreement": {"signed_name": "甲"},
    "expert-visits/cancellation": {"words": "x"}, "acknowledgement": {"signed_name": "甲"},
    "tickets/solution": {"title": "x"}, "end": {"words": "x"}, "hospitals/experts": {"person": 999_999},
    "experts": {
        "person": 999_999, "number": "x", "issued_on": "2025-01-01", "expires_on": "2027-01-01", "branch": "x",
        "specialty": "x",
    },
    "tickets/remote": {
        "why": "x", "scope": ["look"], "systems": "x", "tool": "ToDesk", "starts_at": "2026-03-03T10:00:00+08:00",
        "ends_at": "2026-03-09T10:00:00+08:00",
    },
    "grant": {"signed_name": "甲", "backup": "done"},
    "telephone": {"signed_name": "甲", "backup": "done", "said_at": "2026-03-03T10:06:00+08:00"},
    "remote/refusal": {"words": "x"}, "remote/withdrawal": {"words": "x"}, "remote/cancellation": {"words": "x"},
    "sessions": {"session_id": "123 456 789"}, "remote-sessions/end": {"changed": "x", "solved": True},
    "remote-sessions/confirmation": {"signed_name": "甲"}, "remote-sessions/rejection": {"remark": "x"},
    "onsite": {"engineer": 999_999, "reason": "x"}, "onsite/refusal": {"words": "x"},
    "green": {"answer": "question", "text": "x"},
    "tickets": {"answer": "question", "text": "x"},
    "complaints": {"kind": "slow", "text": "x"}, "grade": {"grade": "grave"},
    "accused": {"person": 999_999, "reason": "x"},
    "DELETE accused": {"person": 999_999, "reason": "x"}, "assignment": {"handler": 999_999}, "contacts": {"text": "x"},
    "words": {"text": "x"}, "proposals": {"verdict": "upheld", "finding": "x", "remedy": "y"},
    "decision": {"approved": True}, "answer": {"text": "x"}, "acceptance": {"words": "x"}, "rejection": {"words": "x"},
    "complaints/withdrawal": {"words": "x"},
    "conclusion": {"text": "x"}, "answers": {"solved": "yes", "overall": "5"}, "tries": {}, "review": {"words": "x"},
    "calls": {"id": "e", "type": "offered", "call": "c", "at": "2026-03-03T10:05:00+08:00"},
    "signals": {"type": "opened", "thread": "x", "text": "x"}, "sms-receipts": {"message": "x", "delivered": True},
    "calls/log": {"source": "hand", "offered_at": "2026-03-03T10:05:00+08:00"},
    "outcome": {"outcome": "nothing"}, "card": {"card": "SW-1"},
    "correction": {"cause": "x", "correction": "y", "by": "z", "until": "2026-03-31"},
}  # fmt: skip
# What has a name of its own in the address.
KINDS = ("tickets", "problems", "quotes", "statements", "worklog", "complaints", "surveys", "calls", "consultations",
         "expert-visits", "remote", "remote-sessions", "solutions", "hospitals", "experts", "agreements",
         "signals")  # fmt: skip
INTAKE = {"channel": "phone", "text": "x", "kind": "advice"}


def operations() -> Iterator[tuple[str, str]]:
    for path, methods in sorted(described(api)["paths"].items()):
        for method in sorted(methods):
            yield path.removeprefix("/api/v1/"), method.upper()


def objects(cast: Cast) -> dict[str, dict[str, str]]:
    found = {
        whose: {"number": cast.report(by=by, key=whose).number, "hospital": str(cast.hospital.pk), "kind": "response"}
        for whose, by in {"own": "ward_a", "sister": "hospital_a", "other": "hospital_b"}.items()
    }
    found["other"]["hospital"] = str(cast.other_hospital.pk)
    for whose in found:
        found[whose] |= terms_of(cast.other_hospital if whose == "other" else cast.hospital)
    for whose, by in {"own": "ward_a", "sister": "hospital_a", "other": "hospital_b"}.items():
        number = found[whose]["number"]
        said = {"at": at(1), "submission": f"{whose}-file-0123456789", "uploads": [SimpleUploadedFile("a.txt", b"a")]}
        message = actions.reply(cast.actor(by), number, "附件", **said)
        problem = actions.open_problem(cast.actor("agent"), number, "原因", None, at=at(2))
        file = str(message.attachments.get().file_id)
        found[whose] |= {
            "complaint": complain(cast, by, whose),
            "survey": survey_of(cast, by, whose),
            "call": call_of(cast, by, whose),
            "program": program_of(cast, "hospital_b" if by == "hospital_b" else "hospital_a"),
        }
        found[whose] |= {"file": file, "problem": problem.number, "other": number, "card": number}
    money = money_of(cast, {whose: found[whose]["number"] for whose in found})
    knowing = experts_of(cast, {whose: found[whose]["number"] for whose in found})
    served = remotes_of(cast, {whose: found[whose]["number"] for whose in found})
    for whose in found:
        found[whose] |= money[whose] | knowing[whose] | served[whose]
    nothing = {"quote": "QT-200001-0001", "statement": "ST-200001-0001", "work": "999999"}
    absent = {"number": "SW-20200101-9999", "hospital": "999999", "kind": "response", "problem": "PB-1",
              "file": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "other": "SW-1", "card": "SW-1",
              "agreement": "999999", "line": "999999", "instalment": "999999",
              "complaint": "TS-1", "survey": "999999", "call": "999999", "program": "999999"}  # fmt: skip
    return found | {"absent": absent | nothing | experts_here.ABSENT | remotes_here.ABSENT}


def terms_of(hospital: Hospital) -> dict[str, str]:
    """An agreement of the hospital with a line, and a paid period with an instalment."""
    agreement = Agreement.objects.filter(hospital=hospital).first() or Agreement.objects.create(
        number=f"HT-{hospital.pk}", hospital=hospital, signed_on=date(2026, 1, 1)
    )
    line = agreement.lines.first() or agreement.lines.create(free_from=date(2025, 1, 1), free_until=date(2026, 1, 1))
    days = {"starts_on": date(2026, 1, 2), "ends_on": date(2027, 1, 1)}
    period = line.paid_periods.first() or line.paid_periods.create(services=["online"], **days)
    part, _new = period.instalments.get_or_create(number=1, defaults={"due_on": date(2026, 1, 9), "amount": 100})
    return {"agreement": str(agreement.pk), "line": str(line.pk), "instalment": str(part.pk)}


def status(program: Program, role: str, method: str, path: str) -> str:
    noun = re.sub(rf"^({'|'.join(KINDS)})/[^/]+/(1/)?", "", path)
    noun = re.sub(r"/\d+/", "/", noun)
    of_its_kind = BODIES.get(f"{path.split('/', maxsplit=1)[0]}/{noun}", BODIES.get(noun))
    body = BODIES.get(f"{method} {noun}", of_its_kind if method == "POST" else None)
    if noun == "tickets" and role in STAFF:
        body = INTAKE
    with transaction.atomic():
        answer = program.ask(path) if method == "GET" else program.send(path, body, KEY, method=method)
        transaction.set_rollback(True)
    return str(answer.status_code)


def rows(cast: Cast, asked: Sequence[tuple[str, str]]) -> Iterator[str]:
    there = objects(cast)
    programs = {name: Program(secret_of(cast, name) if name != "nobody" else "") for name in ROLES}
    for path, method in asked:
        for role in ROLES:
            filled = [path.format_map(there[whose]) for whose in (WHOSE if "{" in path else WHOSE[:1])]
            yield "\t".join([path, method, role, *(status(programs[role], role, method, each) for each in filled)])


def table() -> dict[tuple[str, str], list[str]]:
    """The rows of each operation."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in TABLE.read_text().splitlines():
        path, method, _ = line.split("\t", 2)
        found.setdefault((path, method), []).append(line)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_operation_answers_each_role_as_the_table_says(cast: Cast, settings: object, part: int) -> None:
    settings.API_WRITES_A_MINUTE = 10_000  # type: ignore[attr-defined]
    wanted, written = table(), os.environ.get("SHOUWEN_WRITE_MATRIX", "")
    asked = list(operations())[part::PARTS]
    if written not in {"", "all"}:
        asked = [(path, method) for path, method in asked if path in written.split(",")]
    found = list(rows(cast, asked))
    if written:
        for path, method in asked:
            wanted[path, method] = [line for line in found if line.startswith(f"{path}\t{method}\t")]
        kept = [line for each in operations() for line in wanted.get(each, [])]
        TABLE.write_text("".join(f"{line}\n" for line in kept))
    expected = [line for each in asked for line in wanted.get(each, [])]
    unlike = sorted(set(found) ^ set(expected))
    assert (unlike, found) == ([], expected)


def test_the_table_holds_no_operation_that_is_gone() -> None:
    assert sorted(table()) == sorted(operations())


def test_nobody_learns_of_another_hospitals_card() -> None:
    for line in TABLE.read_text().splitlines():
        path, method, role, *answers = line.split("\t")
        if path.startswith("signals/"):
            # Whoever signs is asked by his signature alone; a token says nothing there.
            assert set(answers) == {"401"}, (path, method)
            continue
        if role == "hospital_a" and len(answers) == 4:
            assert answers[2] == answers[3] == "404", (path, method)
        if role == "ward_a" and any(each in path for each in ("{number}", "{problem}", "{complaint}")):
            assert answers[1:] == ["404"] * 3, (path, method)
        if role == "nobody":
            assert set(answers) == {"401"}, (path, method)


def test_the_table_never_answers_500() -> None:
    assert [line for line in TABLE.read_text().splitlines() if "\t5" in line] == []

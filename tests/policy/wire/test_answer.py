from datetime import UTC, date, datetime, timedelta

from shouwen.policy.agreement import Agreement
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.catalogue import Service
from shouwen.policy.decision import Case, decide
from shouwen.policy.promise import Promise
from shouwen.policy.severity import Kind
from shouwen.policy.wire.answer import answer, printed

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_instants_are_printed_with_the_offset_of_china_even_in_its_summer_time():
    assert printed(AT) == "2026-03-02T10:00:00+08:00"
    assert printed(datetime(1991, 7, 1, tzinfo=UTC)) == "1991-07-01T08:00:00+08:00"


def test_an_answer_is_plain_values_with_minutes_rounded_down():
    case = Case(
        accepted_at=AT,
        now=AT + timedelta(seconds=3659),
        agreement=Agreement(free_from=date(2025, 6, 1)),
        kind=Kind.COMPLAINT,
        service=Service.HOTLINE,
    )
    found = answer(decide(case, Promise.standard(), standard_calendars()))
    assert found == {
        "phase": "free",
        "cover": "valid",
        "charge": "free",
        "grade": 3,
        "clocks": [
            {
                "kind": "response", "calendar": "24x7", "target_minutes": 60, "due_at": "2026-03-02T11:00:00+08:00",
                "state": "breached", "elapsed_minutes": 60, "breached_at": "2026-03-02T11:00:00+08:00",
                "spans": [
                    {"from": "2026-03-02T10:00:00+08:00", "until": "2026-03-02T11:00:59+08:00", "because": "worked"},
                ],
            },
            {
                "kind": "resolution", "calendar": "online", "target_minutes": 1440,
                "due_at": "2026-03-05T10:00:00+08:00", "state": "running", "elapsed_minutes": 60, "breached_at": None,
                "spans": [
                    {"from": "2026-03-02T10:00:00+08:00", "until": "2026-03-02T11:00:59+08:00", "because": "worked"},
                    {"from": "2026-03-02T11:00:59+08:00", "until": "2026-03-02T17:00:00+08:00", "because": "remaining"},
                    {"from": "2026-03-02T17:00:00+08:00", "until": "2026-03-03T09:00:00+08:00", "because": "closed"},
                    {"from": "2026-03-03T09:00:00+08:00", "until": "2026-03-03T17:00:00+08:00", "because": "remaining"},
                    {"from": "2026-03-03T17:00:00+08:00", "until": "2026-03-04T09:00:00+08:00", "because": "closed"},
                    {"from": "2026-03-04T09:00:00+08:00", "until": "2026-03-04T17:00:00+08:00", "because": "remaining"},
                    {"from": "2026-03-04T17:00:00+08:00", "until": "2026-03-05T09:00:00+08:00", "because": "closed"},
                    {"from": "2026-03-05T09:00:00+08:00", "until": "2026-03-05T10:00:00+08:00", "because": "remaining"},
                ],
            },
        ],
        "clauses": [
            "phase.free", "cover.valid", "service.hotline", "charge.complaint", "grade.complaint", "response.ceiling",
            "calendar.24x7", "resolution.complaint", "calendar.online",
        ],
    }  # fmt: skip

"""Fault 25: a leap second, the 29th of February, the end of a year and the 53rd week, wherever a day is typed."""

from collections.abc import Iterator

import pytest
from django.test import Client

from shouwen.apps.agreements.models import Agreement
from tests.api.programs import KEY, program
from tests.cast import Cast, signed_in
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db
DAYS = {
    "2028-02-29": True, "2026-02-29": False, "2100-02-29": False, "2000-02-29": True, "2026-12-31": True,
    "2026-W53-5": True, "2026-W54-1": False, "2025-W53-1": False, "2026-366": False, "2028-13-01": False,
    "2026-00-10": False, "0000-01-01": False, "9999-12-31": False, "2026-12-31T23:59:60Z": False,
    "２０２６-02-28": False, "": False, "-1": False,
}  # fmt: skip
TIMES = [
    "2026-12-31T23:59:60", "2026-12-31 23:59:60", "2016-12-31T23:59:60Z", "2016-12-31T23:59:60+08:00",
    "2028-02-29T23:59", "2026-02-29T10:00", "2026-12-31T24:00", "2026-12-31T24:00:01", "2026-W53-5T10:00",
    "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-03T10:00:00.0000000001Z",
    "2026-03-03T10:00:00+25:00",
]  # fmt: skip


def fine(status: int) -> bool:
    return 200 <= status < 500


@pytest.fixture
def agreement(cast: Cast) -> str:
    return f"/console/agreements/{Agreement.objects.get().pk}"


def pages(agreement: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Where a day is typed: address, field, the rest of the form."""
    line = f"{agreement}/lines/{Agreement.objects.get().lines.get().pk}"
    yield f"{agreement}/dates/", "signed_on", {}
    yield f"{agreement}/lines/new/", "free_from", {"basis": "signing", "urgent_quota": "4", "grace_days": "30"}
    yield f"{line}/free-end/", "free_until", {"reason": "r"}
    yield f"{line}/periods/new/", "starts_on", {"ends_on": "2030-01-01", "urgent_quota": "4", "services": "online"}


def test_fault_25_a_day_that_is_typed(cast: Cast, agreement: str) -> None:
    manager = signed_in(cast, "manager")
    for address, field, more in pages(agreement):
        for day in DAYS:
            found = manager.post(address, {field: day, **more}).status_code
            assert (fine(found), found == 404) == (True, False), (address, day, found)
    assert check_world() == []


def test_fault_25_a_day_in_an_address(cast: Cast) -> None:
    """Filters, weeks of the rota, months of a statement, the lists of the API."""
    manager, ward, agent = signed_in(cast, "manager"), signed_in(cast, "ward_a"), program(cast, "agent")
    rooms = (
        (manager, "/console/", "from"), (manager, "/console/", "until"), (manager, "/console/duty/", "week"),
        (manager, "/console/accountability/", "from"), (manager, "/console/board/", "month"),
        (ward, "/portal/tickets/", "from"),
    )  # fmt: skip
    for day in [*DAYS, *TIMES]:
        for client, address, field in rooms:
            found = client.get(address, {field: day}).status_code
            assert (fine(found), found == 404) == (True, False), (address, day)
        for field in ("since", "from", "changed_since", "after"):
            assert fine(agent.get("/api/v1/tickets", {field: day}, **agent.told).status_code), (field, day)


@pytest.mark.parametrize("when", TIMES)
def test_fault_25_an_instant_of_a_letter_or_a_call(cast: Cast, when: str) -> None:
    """A call that is recorded later says when it came; so does a programme."""
    agent: Client = signed_in(cast, "agent")
    said = {"channel": "phone", "text": "电话报修。", "kind": "advice", "hospital": str(cast.hospital.pk)}
    for form in ({**said, "accepted_at": when, "late_because": "补录"}, {**said, "at": when, "when": when}):
        assert fine(agent.post("/console/intake/", form).status_code)
    told = program(cast, "agent").send("tickets", {**said, "hospital": cast.hospital.pk, "accepted_at": when}, KEY)
    assert fine(told.status_code)
    absence = {"starts_at": when, "ends_at": when, "starts_on": when, "ends_on": when, "substitute": ""}
    assert fine(agent.post("/console/me/absence/", absence).status_code)
    assert check_world() == []

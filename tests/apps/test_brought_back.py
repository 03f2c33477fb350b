"""What was retired by mistake is brought back, on record: a campus, a department, a contact."""

from collections.abc import Callable
from typing import Any

import pytest

from shouwen.apps.customers import actions
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.ledger.models import Event
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def refusal(do: Callable[..., object], *args: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, at=at(9))
    return caught.value.code, caught.value.facts.get("field")


def told(cast: Cast) -> list[str]:
    rows = Event.objects.filter(subject_kind="hospital", subject_id=cast.hospital.pk).order_by("seq")
    return list(rows.values_list("code", flat=True))


def test_a_department_comes_back_after_its_campus(cast: Cast) -> None:
    pm, hospital, ward = cast.actor("pm"), cast.hospital.pk, cast.ward
    actions.add_campus(pm, hospital, "东院", at=at(1))
    actions.retire_campus(pm, hospital, ward.campus_id, at=at(2))
    assert refusal(actions.bring_back_department, pm, hospital, ward.pk) == ("campus_retired", None)
    actions.bring_back_campus(pm, hospital, ward.campus_id, at=at(3))
    ward.refresh_from_db()
    assert ward.retired_on is not None
    assert actions.bring_back_department(pm, hospital, ward.pk, at=at(4)).retired_on is None
    assert told(cast)[-2:] == ["hospital.campus_brought_back", "hospital.department_brought_back"]


def test_a_contact_comes_back_without_his_account(cast: Cast) -> None:
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    nurse = Contact.objects.get(user=cast.users["ward_a"])
    actions.retire_contact(pm, hospital, nurse.pk, at=at(1))
    back = actions.bring_back_contact(pm, hospital, nurse.pk, at=at(2))
    assert (back.retired_on, back.user, back.department) == (None, None, cast.ward)
    assert actor_of(cast.users["ward_a"]).hospitals == frozenset()
    assert told(cast)[-1] == "hospital.contact_brought_back"


def test_a_contact_of_a_retired_department_comes_back_to_the_hospital(cast: Cast) -> None:
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    nurse = Contact.objects.get(user=cast.users["ward_a"])
    actions.retire_contact(pm, hospital, nurse.pk, at=at(1))
    actions.retire_department(pm, hospital, cast.ward.pk, at=at(2))
    assert actions.bring_back_contact(pm, hospital, nurse.pk, at=at(3)).department is None


def test_only_what_is_retired_here_comes_back_and_only_by_who_keeps_the_record(cast: Cast) -> None:
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    nurse = Contact.objects.get(user=cast.users["ward_a"]).pk
    tries = {
        actions.bring_back_campus: cast.ward.campus_id,
        actions.bring_back_department: cast.ward.pk,
        actions.bring_back_contact: nurse,
    }
    for do, row in tries.items():
        assert refusal(do, pm, hospital, row) == ("absent", None)
        assert refusal(do, cast.actor("agent"), hospital, row) == ("not_your_role", None)
    actions.retire_contact(pm, hospital, nurse, at=at(1))
    assert refusal(actions.bring_back_contact, cast.actor("pm2"), cast.other_hospital.pk, nurse) == ("absent", None)

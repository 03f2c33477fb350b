"""Fault 43: two people edit one record. The second is told what the first has changed, and loses nothing he typed."""

import re
from html import unescape

import pytest
from django.test import Client

from shouwen.apps.customers.models import Campus, Contact, Department, DossierEntry, Hospital
from shouwen.apps.installations.models import Installation, Module
from tests.cast import Cast, at, signed_in
from tests.faults.together import at_once
from tests.faults.world import check_world

WORDS = "Somebody else saved this a moment ago."


def opened(client: Client, address: str) -> dict[str, str]:
    """The form as its page shows it: what a browser would send."""
    page = client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    form = page[page.index('class="form-sheet"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = {"value": "on"} if "checkbox" in tag else {}
        given |= dict(re.findall(r'(\w+)="([^"]*)"', tag))
        chosen = given.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if chosen and given["name"] != "csrfmiddlewaretoken":
            found[given["name"]] = unescape(given.get("value", ""))
    for name, inside in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        picked = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = picked[1] if picked else ""
    for name, inside in re.findall(r'<textarea name="(\w+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.S):
        found[name] = unescape(inside)
    return found


def records(cast: Cast) -> dict[str, tuple[str, str, str]]:
    """Each form that changes what is on record: address, the field that one changes, the one that the other changes."""
    hospital = f"/console/customers/{cast.hospital.pk}/"
    entry = DossierEntry.objects.create(
        hospital=cast.hospital,
        section="servers",
        facts={"name": "db1"},
        changed_at=at(0),
        changed_by=cast.users["pm"],
    )
    campus = Campus.objects.get(hospital=cast.hospital)
    department = Department.objects.get(hospital=cast.hospital, name="药房")
    contact = Contact.objects.get(name="甲主任")
    installation = Installation.objects.get(campus=campus)
    agreement = f"/console/agreements/{cast.line.agreement_id}/"
    return {
        "hospital": (f"{hospital}facts/", "address", "short_name"),
        "campus": (f"{hospital}campuses/{campus.pk}/", "name", "name"),
        "department": (f"{hospital}departments/{department.pk}/", "name", "name"),
        "contact": (f"{hospital}contacts/{contact.pk}/", "phone", "title"),
        "dossier": (f"{hospital}dossier/{entry.pk}/", "name", "note"),
        "version": (f"{hospital}installations/{installation.pk}/version/", "version", "version"),
        "module": (f"/console/dictionaries/modules/{Module.objects.get().pk}/", "name_en", "name_zh"),
        "dates": (f"{agreement}dates/", "go_live_on", "signed_on"),
        "free end": (f"{agreement}lines/{cast.line.pk}/free-end/", "free_until", "free_until"),
    }


VALUES = {"go_live_on": ("2024-03-05", "2024-03-06"), "free_until": ("2025-06-01", "2025-07-01"),
          "signed_on": ("2024-01-05", "2024-01-06"), "phone": ("010-1", "010-2")}  # fmt: skip


@pytest.mark.django_db
def test_fault_43_the_second_of_two_is_told(cast: Cast) -> None:
    first, second = signed_in(cast, "manager"), signed_in(cast, "manager")
    for name, (address, one, other) in records(cast).items():
        mine, yours = opened(first, address), opened(second, address)
        assert mine == yours, name
        early, late = VALUES.get(one, ("先改的", "后改的"))
        given = mine | {one: early, "reason": "依补充协议"}
        assert first.post(address, given).status_code == 302, name
        sent = yours | {other: VALUES.get(other, ("", late))[1], "reason": "另一份"}
        answer = second.post(address, sent, HTTP_ACCEPT_LANGUAGE="en")
        told = answer.content.decode()
        assert (answer.status_code, WORDS in told, f"It says now: {early}" in told) == (409, True, True), name
        assert sent[other] in unescape(told), name
        # He has seen it, and saves again: both changes stand, or his own where both changed the same.
        seen = re.search(r'name="seen" value="([^"]*)"', told)
        assert seen is not None, name
        again = sent | {"seen": unescape(seen[1])} | ({} if one == other else {one: early})
        assert second.post(address, again).status_code == 302, name
        kept = opened(first, address)
        assert (kept[one], kept[other]) == ((again[one], again[other])), name
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
def test_fault_43_eight_save_at_one_moment(shared_cast: Cast) -> None:
    """All have the same page before them: one is saved, seven are told."""
    address = f"/console/customers/{shared_cast.hospital.pk}/facts/"
    clients = [signed_in(shared_cast, "manager") for _ in range(8)]
    form = opened(clients[0], address)
    outcomes = at_once(8, lambda index: clients[index].post(address, form | {"address": f"路 {index} 号"}).status_code)
    assert sorted(outcomes) == [302, *[409] * 7]  # type: ignore[type-var]
    winner = outcomes.index(302)
    assert (Hospital.objects.get(pk=shared_cast.hospital.pk).address, check_world()) == (f"路 {winner} 号", [])


@pytest.mark.django_db
def test_fault_43_what_another_did_elsewhere_is_in_nobodys_way(cast: Cast) -> None:
    """A colleague's change of another record, or the same value again, is no clash."""
    client = signed_in(cast, "manager")
    address = f"/console/customers/{cast.hospital.pk}/facts/"
    form = opened(client, address)
    other = f"/console/customers/{cast.other_hospital.pk}/facts/"
    assert client.post(other, opened(client, other) | {"address": "别处"}).status_code == 302
    assert client.post(address, form | {"address": "此处"}).status_code == 302

"""Hospitals on the books: who keeps them, who stands for them, what is known of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shouwen.apps.customers import actions
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.actions import ContactFacts, HospitalFacts
from shouwen.apps.customers.initials import READ_OTHERWISE, initials_of
from shouwen.apps.customers.models import Campus, Contact, DossierEntry, Hospital, Posting, Tenure
from shouwen.apps.customers.record import Question, hospitals
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from tests.cast import PASSWORD, Cast, at

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
CODE = "91350100M000100Y43"


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def codes(hospital: Hospital) -> list[str]:
    rows = Event.objects.filter(subject_kind="hospital", subject_id=hospital.pk).order_by("seq")
    return [code.removeprefix("hospital.") for code in rows.values_list("code", flat=True)]


def add(cast: Cast, by: str = "manager", **more: Any) -> Hospital:
    facts = HospitalFacts(
        **{"name": "新建医院", "short_name": "新建", "category": "general", "credit_code": CODE} | more
    )
    return actions.add_hospital(
        cast.actor(by),
        facts,
        account_manager_id=cast.users["pm"].pk,
        deputy_id=cast.users["pm2"].pk,
        campus="本部",
        since=DAY,
        at=at(0),
    )


def test_a_new_hospital_has_its_people_its_campus_and_its_first_letters(cast: Cast) -> None:
    hospital = add(cast)
    assert (hospital.initials, hospital.credit_code) == ("xjyy xj", CODE)
    assert sorted(hospital.tenures.values_list("post", "person__username", "until")) == [
        ("account_manager", "pm", None),
        ("deputy", "pm2", None),
    ]
    assert (hospital.campuses.get().name, codes(hospital)) == ("本部", ["added"])


@pytest.mark.parametrize("who", ["agent", "resident", "developer", "finance", "auditor", "hospital_a", "ward_a"])
def test_only_account_managers_directors_and_administrators_keep_the_books(cast: Cast, who: str) -> None:
    assert refusal(add, cast, who) == ("not_your_role", None)
    assert refusal(actions.add_campus, cast.actor(who), cast.hospital.pk, "南院", at=at(0)) == ("not_your_role", None)


def test_an_account_manager_keeps_his_own_hospitals_only(cast: Cast) -> None:
    cast.hospital.deputy = None
    cast.hospital.save()
    assert refusal(actions.add_campus, cast.actor("pm2"), cast.hospital.pk, "南院", at=at(0)) == ("absent", None)
    for number, who in enumerate(("pm", "manager", "admin")):
        actions.add_campus(cast.actor(who), cast.hospital.pk, f"{number} 院", at=at(0))
    assert codes(cast.hospital) == ["campus_added"] * 3


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"name": " "}, ("text_missing", "name")),
        ({"name": "示例一院"}, ("already_there", "name")),
        ({"category": "zoo"}, ("unknown_choice", "category")),
        ({"credit_code": CODE[:-1] + "4"}, ("credit_code.check", "credit_code")),
        ({"short_name": "长" * 41}, ("text_too_long", "short_name")),
    ],
)
def test_what_is_wrong_names_its_field(cast: Cast, wrong: dict[str, str], expected: tuple[str, str]) -> None:
    assert refusal(add, cast, **wrong) == expected


def test_two_hospitals_have_two_credit_codes_but_many_have_none(cast: Cast) -> None:
    add(cast)
    assert refusal(add, cast, name="另一家") == ("already_there", "credit_code")
    assert (add(cast, name="没有代码", credit_code="").credit_code, cast.hospital.credit_code) == (None, None)


def test_the_ledger_says_which_fields_changed_and_not_what_stood_there(cast: Cast) -> None:
    facts = HospitalFacts("示例第一医院", "示例一院", "maternity", address="人民路 1 号")
    actions.change_hospital(cast.actor("pm"), cast.hospital.pk, facts, at=at(0))
    event = Event.objects.get(subject_kind="hospital", code="hospital.changed")
    assert event.data == {"fields": ["address", "category", "name"], "before": "general", "after": "maternity"}
    again = refusal(actions.change_hospital, cast.actor("pm"), cast.hospital.pk, facts, at=at(1))
    assert again == ("nothing_changed", "name")


def test_the_list_is_searched_by_name_first_letters_and_code(cast: Cast) -> None:
    add(cast)
    manager = cast.actor("manager")

    def found(text: str) -> list[str]:
        return [hospital.name for hospital in hospitals(manager, Question(text)).hospitals]

    assert (found("二院"), found("SLYY"), found("xj"), found(CODE[:8]), found("nichts")) == (
        ["示例二院"], ["示例一院"], ["新建医院"], ["新建医院"], [],
    )  # fmt: skip
    assert [each.name for each in hospitals(cast.actor("resident"), Question()).hospitals] == ["示例一院"]
    assert refusal(hospitals, cast.actor("finance"), Question()) == ("not_your_role", None)


def change(
    cast: Cast, who: str, act: Any = actions.change_account_manager, by: str = "manager", day: date = DAY
) -> Any:
    person = cast.users[who].pk
    return act(cast.actor("manager"), cast.hospital.pk, person, reason="区域调整", on=day, at=at(0))


def test_another_account_manager_leaves_a_dated_history_and_the_hospital_is_told(cast: Cast) -> None:
    ticket = cast.report()
    change(cast, "agent2")
    cast.hospital.refresh_from_db()
    ticket.refresh_from_db()
    rows = cast.hospital.tenures.filter(post="account_manager").order_by("pk")
    assert (cast.hospital.account_manager.username, ticket.first_contact.username) == ("agent2", "pm")
    assert list(rows.values_list("person__username", "since", "until", "reason")) == [
        ("pm", None, DAY, ""),
        ("agent2", DAY, None, "区域调整"),
    ]
    told = set(Notice.objects.filter(kind="standing_contact").values_list("person__username", flat=True))
    assert told == {"hospital_a", "ward_a", "agent2", "pm2"}


def test_there_is_always_one_account_manager_and_the_deputy_is_somebody_else(cast: Cast) -> None:
    assert refusal(change, cast, "pm") == ("nothing_changed", "person")
    assert refusal(change, cast, "pm2") == ("same_person", "person")
    assert refusal(change, cast, "pm", actions.change_deputy) == ("same_person", "person")
    assert refusal(change, cast, "finance") == ("absent", "person")
    nobody = refusal(
        actions.change_account_manager, cast.actor("pm"), cast.hospital.pk, None, reason="x", on=DAY, at=at(0)
    )
    assert nobody == ("text_missing", "person")
    change(cast, "agent2")
    assert refusal(change, cast, "agent", day=date(2026, 3, 2)) == ("before_the_last", "on")


def test_a_deputy_may_be_missing(cast: Cast) -> None:
    actions.change_deputy(cast.actor("pm"), cast.hospital.pk, None, reason="离职", on=DAY, at=at(0))
    cast.hospital.refresh_from_db()
    assert (cast.hospital.deputy, Tenure.objects.filter(post="deputy", until=None).count()) == (None, 0)


def test_a_posted_engineer_sees_the_cards_until_he_leaves(cast: Cast) -> None:
    cast.report(by="hospital_b", key="b")
    resident, pm2 = cast.users["resident"], cast.actor("pm2")
    posting = actions.post_resident(pm2, cast.other_hospital.pk, resident.pk, since=DAY, at=at(0))
    assert Ticket.objects.for_actor(actor_of(resident)).count() == 1
    again = refusal(actions.post_resident, pm2, cast.other_hospital.pk, resident.pk, since=DAY, at=at(0))
    assert again == ("already_there", "engineer")
    early = date(2026, 1, 1)
    assert refusal(actions.end_posting, pm2, cast.other_hospital.pk, posting.pk, until=early, at=at(1)) == (
        "until_before_since",
        "until",
    )
    actions.end_posting(pm2, cast.other_hospital.pk, posting.pk, until=DAY, at=at(1))
    assert (Ticket.objects.for_actor(actor_of(resident)).count(), Posting.objects.get(pk=posting.pk).until) == (0, DAY)
    assert refusal(actions.post_resident, pm2, cast.other_hospital.pk, cast.users["agent"].pk, since=DAY, at=at(2)) == (
        "not_frontline",
        "engineer",
    )


def test_who_put_it_in_and_who_taught_it(cast: Cast) -> None:
    person, hospital = cast.users["resident"].pk, cast.hospital.pk
    row = actions.record_work(
        cast.actor("pm"), hospital, "training", person, since=DAY, until=None, note="两批", at=at(0)
    )
    assert (row.post, row.since, codes(cast.hospital)) == ("training", DAY, ["work_recorded"])
    wrong = refusal(
        actions.record_work, cast.actor("pm"), hospital, "deputy", person, since=DAY, until=None, note="", at=at(0)
    )
    assert wrong == ("unknown_choice", "post")


def test_a_retired_campus_takes_its_departments_along_and_one_stays(cast: Cast) -> None:
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    main = Campus.objects.get(hospital=hospital)
    assert refusal(actions.retire_campus, pm, hospital, main.pk, at=at(0)) == ("last_campus", None)
    south = actions.add_campus(pm, hospital, "南院", at=at(0))
    assert refusal(actions.add_campus, pm, hospital, "南院", at=at(0)) == ("already_there", "name")
    department = actions.add_department(pm, hospital, south.pk, "口腔科", at=at(1))
    actions.change_department(pm, hospital, department.pk, "口腔门诊", at=at(1))
    actions.retire_campus(pm, hospital, south.pk, at=at(2))
    department.refresh_from_db()
    assert (department.name, department.retired_on) == ("口腔门诊", DAY)
    assert refusal(actions.change_campus, pm, hospital, south.pk, "x", at=at(3)) == ("absent", None)
    assert refusal(actions.add_department, pm, hospital, south.pk, "x", at=at(3)) == ("absent", "campus")


def test_a_place_of_another_hospital_is_not_there(cast: Cast) -> None:
    foreign = Campus.objects.get(hospital=cast.other_hospital)
    assert refusal(actions.change_campus, cast.actor("pm"), cast.hospital.pk, foreign.pk, "x", at=at(0)) == (
        "absent",
        None,
    )


def test_a_contact_gets_an_account_and_loses_it(cast: Cast) -> None:
    user = User.objects.create_user("it_new", password=PASSWORD, kind=User.Kind.CUSTOMER, name="新主任")
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    contact = actions.add_contact(pm, hospital, ContactFacts("新主任", account="it_new", is_it=True), at=at(0))
    assert actor_of(user).hospitals == {hospital}
    assert refusal(actions.add_contact, pm, hospital, ContactFacts("乙", account="it_new"), at=at(0)) == (
        "account_taken",
        "account",
    )
    assert refusal(actions.add_contact, pm, hospital, ContactFacts("乙", account="agent"), at=at(0)) == (
        "no_such_account",
        "account",
    )
    facts = ContactFacts("新主任", account="it_new", is_it=True, phone="100-1")
    actions.change_contact(pm, hospital, contact.pk, facts, at=at(1))
    assert Event.objects.get(code="hospital.contact_changed").data == {"contact": contact.pk, "fields": ["phone"]}
    actions.retire_contact(pm, hospital, contact.pk, at=at(2))
    assert (actor_of(user).hospitals, Contact.objects.get(pk=contact.pk).retired_on) == (frozenset(), DAY)
    assert refusal(actions.retire_contact, pm, hospital, contact.pk, at=at(3)) == ("absent", None)


def test_a_dossier_says_who_and_when_and_holds_no_passwords(cast: Cast) -> None:
    pm, hospital = cast.actor("pm"), cast.hospital.pk
    entry = actions.add_entry(pm, hospital, "databases", {"name": "HIS", "rpo": "1 小时"}, at=at(0))
    actions.change_entry(cast.actor("manager"), hospital, entry.pk, {"name": "HIS", "rpo": "30 分"}, at=at(5))
    entry.refresh_from_db()
    assert (entry.facts, entry.changed_at, entry.changed_by.username) == (
        {"name": "HIS", "rpo": "30 分"},
        at(5),
        "manager",
    )
    assert Event.objects.get(code="hospital.dossier_changed").data["fields"] == ["rpo"]
    secret = {"name": "HIS", "note": "密码：123"}
    assert refusal(actions.change_entry, pm, hospital, entry.pk, secret, at=at(6)) == ("secret_in_text", "note")
    assert refusal(actions.add_entry, pm, hospital, "kitchen", {"name": "x"}, at=at(6)) == ("absent", None)
    actions.remove_entry(pm, hospital, entry.pk, at=at(7))
    assert refusal(actions.remove_entry, pm, hospital, entry.pk, at=at(8)) == ("absent", None)
    assert DossierEntry.objects.exclude(removed_at=None).count() == 1


def test_a_name_is_found_by_the_letters_as_it_is_read() -> None:
    """Each word in which a character is not read as it mostly is; and names in which none is."""
    for word in READ_OTHERWISE.split():
        assert initials_of(f"{word[:-2]}医院") == f"{word[-2:]}yy"
    assert initials_of("重庆市长寿区人民医院", "示例市第一人民医院") == "cqscsqrmyy slsdyrmyy"

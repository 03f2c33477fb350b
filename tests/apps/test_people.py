"""Accounts: made, changed, given roles; links for passwords; teams, skills; one's own e-mail."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import signing

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.actions import add_account
from shouwen.apps.customers.models import Contact
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people import actions
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.actions.email import asked_for, proof_of
from shouwen.apps.people.actions.password import link_of
from shouwen.apps.people.letters import letter
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import Asked, colleagues
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

NEW = Details("新同事", "new@vendor.example", "100-1", "frontline")
STRONG = "correct-horse-battery"


def why(act, *args, **more) -> tuple[str, object]:
    """The code of the refusal, and the field."""
    with pytest.raises(Refused) as caught:
        act(*args, at=at(5), **more)
    return caught.value.code, caught.value.facts.get("field")


def told(person: User) -> list[str]:
    return list(Event.objects.filter(subject_kind="person", subject_id=person.pk).values_list("code", flat=True))


def roles(person: User) -> set[str]:
    return set(person.grants.values_list("role", flat=True))


def test_a_new_colleague_sets_his_password_once_by_the_link(cast: Cast) -> None:
    person, secret = actions.add_person(cast.actor("admin"), "xin", "resident", NEW, at=at(0))
    assert (person.has_usable_password(), roles(person)) == (False, {"resident"})
    assert why(actions.set_password, secret, "12345678901") == ("password_weak", "password")
    actions.set_password(secret, STRONG, at=at(1))
    person.refresh_from_db()
    assert person.check_password(STRONG)
    assert why(actions.set_password, secret, STRONG) == ("absent", None)
    assert told(person) == ["person.made", "person.link_issued", "person.password_set"]


def test_a_link_ends_by_time_by_a_newer_one_and_with_the_account(cast: Cast) -> None:
    agent = cast.users["agent"]
    _person, first = actions.issue_link(cast.actor("admin"), agent.pk, at=at(0))
    _person, second = actions.issue_link(cast.actor("admin"), agent.pk, at=at(1))
    assert (link_of(first, at(2)), link_of(second, at(2)).user) == (None, agent)
    assert link_of(second, at(1 + 72 * 60)) is None
    User.objects.filter(pk=agent.pk).update(is_active=False)
    assert link_of(second, at(2)) is None
    assert why(actions.issue_link, cast.actor("admin"), agent.pk) == ("person_left", None)


@pytest.mark.parametrize("secret", ["", "%", "*", "x" * 10_000, "\ud800"])
def test_a_guessed_link_opens_nothing(cast: Cast, secret: str) -> None:
    actions.issue_link(cast.actor("admin"), cast.users["agent"].pk, at=at(0))
    assert link_of(secret, at(1)) is None


@pytest.mark.parametrize(
    ("username", "role", "details", "refusal"),
    [
        ("Agent", "agent", NEW, ("username_taken", "username")),
        ("a b", "agent", NEW, ("username_odd", "username")),
        ("ok", "ward", NEW, ("unknown_choice", "role")),
        ("ok", "agent", Details(" "), ("text_missing", "name")),
        ("ok", "agent", Details("a", email="no"), ("email_odd", "email")),
        ("ok", "agent", Details("a", level="top"), ("unknown_choice", "level")),
    ],
)
def test_a_wrong_account_is_refused_at_its_field(
    cast: Cast, username: str, role: str, details: Details, refusal: tuple[str, str]
) -> None:
    before = User.objects.count()
    assert why(actions.add_person, cast.actor("admin"), username, role, details) == refusal
    assert User.objects.count() == before


@pytest.mark.parametrize("who", ["agent", "manager", "pm", "auditor", "hospital_a"])
def test_only_the_administrator_manages_accounts(cast: Cast, who: str) -> None:
    actor, agent = cast.actor(who), cast.users["agent2"].pk
    refused = ("not_your_role", None)
    assert why(actions.add_person, actor, "x", "agent", NEW) == refused
    assert why(actions.change_person, actor, agent, NEW) == refused
    assert why(actions.grant_role, actor, agent, "admin") == refused
    assert why(actions.withdraw_role, actor, agent, "agent") == refused
    assert why(actions.issue_link, actor, agent) == refused
    assert why(actions.remove_second_factor, actor, agent) == refused
    assert why(actions.let_back, actor, agent) == refused


def test_the_last_administrator_keeps_his_role(cast: Cast) -> None:
    admin = cast.actor("admin")
    assert why(actions.withdraw_role, admin, admin.id, "admin") == ("last_admin", None)
    actions.grant_role(admin, cast.users["manager"].pk, "admin", at=at(0))
    actions.withdraw_role(admin, admin.id, "admin", at=at(1))
    assert (roles(cast.users["admin"]), roles(cast.users["manager"])) == (set(), {"director", "admin"})
    assert why(actions.grant_role, cast.actor("manager"), cast.users["agent"].pk, "ward") == ("unknown_choice", "role")


def test_changed_details_are_told_by_name_and_only_once(cast: Cast) -> None:
    agent = cast.users["agent"]
    for minute in (0, 1):
        actions.change_person(cast.actor("admin"), agent.pk, NEW, at=at(minute))
    actions.change_phone(cast.actor("agent"), "100-2", at=at(2))
    agent.refresh_from_db()
    assert (agent.name, agent.email, agent.phone, agent.level) == ("新同事", "new@vendor.example", "100-2", "frontline")
    fields = [event.data["fields"] for event in Event.objects.filter(code="person.changed").order_by("seq")]
    assert fields == [["email", "level", "name", "phone"], ["phone"]]


def test_teams_and_skills_are_the_directors(cast: Cast) -> None:
    manager, agent = cast.actor("manager"), cast.users["agent"]
    actions.add_team(manager, "wards", "临床组", "Wards", at=at(0))
    assert why(actions.add_team, manager, "wards", "临床组", "") == ("code_taken", "code")
    assert why(actions.add_team, manager, "两", "临床组", "") == ("code_odd", "code")
    actions.set_teams(manager, agent.pk, ["wards"], at=at(1))
    actions.set_skills(manager, agent.pk, {"ward_nurse": "打印"}, at=at(2))
    assert [each.team.code for each in agent.memberships.all()] == ["wards"]
    assert [(skill.module, skill.word) for skill in agent.skills.all()] == [("ward_nurse", "打印")]
    assert why(actions.set_teams, manager, agent.pk, ["none"]) == ("unknown_choice", "teams")
    assert why(actions.set_teams, cast.actor("agent"), agent.pk, []) == ("not_your_role", None)
    actions.set_teams(manager, agent.pk, [], at=at(3))
    actions.set_skills(manager, agent.pk, {}, at=at(4))
    assert (agent.memberships.count(), agent.skills.count()) == (0, 0)


def test_colleagues_are_found_by_codes_of_a_list(cast: Cast) -> None:
    def found(**given: str) -> list[str]:
        return [person.username for person in colleagues(Asked.of(given)).people]

    assert found(role="resident") == ["resident"]
    assert found(level="development") == ["developer"]
    assert found(name="pm") == ["pm", "pm2"]
    assert found(role="password", level="'", active="x") == found()
    assert "hospital_a" not in found(active="all")
    User.objects.filter(username="pm2").update(is_active=False)
    assert (found(name="pm"), found(name="pm", active="no")) == (["pm"], ["pm2"])


def test_a_new_address_counts_when_its_letter_is_answered(cast: Cast) -> None:
    agent = cast.users["agent"]
    assert actions.ask_email(cast.actor("agent"), "a@b.example", at=at(0))
    agent.refresh_from_db()
    delivery = Delivery.objects.get()
    assert (agent.email, delivery.channel) == ("", "confirmation")
    proof = proof_of(delivery.payload)
    written = letter(agent, delivery.payload["address"], proof)
    assert (written.to, proof in written.text) == ("a@b.example", True)
    assert why(actions.confirm_email, cast.actor("pm"), proof) == ("absent", None)
    assert actions.confirm_email(cast.actor("agent"), proof, at=at(1)) == "a@b.example"
    assert why(actions.confirm_email, cast.actor("agent"), proof) == ("absent", None)
    assert not actions.ask_email(cast.actor("agent"), "", at=at(2))
    agent.refresh_from_db()
    assert agent.email == ""


@pytest.mark.parametrize("proof", ["", "x", signing.dumps({"person": 1}, salt="other")], ids=["none", "odd", "other"])
def test_a_made_up_proof_is_none(proof: str) -> None:
    assert asked_for(proof) is None


def test_an_account_for_a_contact(cast: Cast) -> None:
    contact = Contact.objects.create(hospital=cast.hospital, department=cast.ward, name="丁护士", phone="100-9")
    pm, other = cast.actor("pm"), cast.actor("pm2")
    assert why(add_account, cast.actor("agent"), contact.pk, "ding", "ward", "") == ("not_your_role", None)
    assert why(add_account, other, contact.pk, "ding", "admin", "")[1] == "role"
    person, _secret = add_account(pm, contact.pk, "ding", "ward", "", at=at(0))
    assert (person.kind, roles(person), actor_of(person).departments) == ("customer", {"ward"}, {cast.ward.pk})
    assert why(add_account, pm, contact.pk, "ding2", "ward", "") == ("has_account", None)
    elsewhere = Contact.objects.create(hospital=cast.other_hospital, name="戊")
    assert why(add_account, pm, elsewhere.pk, "wu", "it_head", "") == ("absent", None)
    assert why(add_account, cast.actor("admin"), elsewhere.pk, "wu", "ward", "")[0] == "ward_without_department"


def test_a_lost_second_factor_is_removed_by_the_administrator(cast: Cast) -> None:
    agent = cast.users["agent"]
    assert why(actions.remove_second_factor, cast.actor("admin"), agent.pk) == ("no_second_factor", None)
    Authenticator.objects.create(user=agent, type="totp", data={"secret": "x"})
    actions.remove_second_factor(cast.actor("admin"), agent.pk, at=at(0))
    assert Authenticator.objects.count() == 0

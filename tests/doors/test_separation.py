"""三员分立: three posts that exclude one another, and what each may while they are separated."""

import pytest
import time_machine
from django.test import Client

from shouwen.apps.departures.actions import leave
from shouwen.apps.ledger.models import Event
from shouwen.apps.people import actions
from shouwen.apps.people.access import bearer
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.models import Grant, User
from shouwen.apps.settings.actions import change_setting, undo_setting
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from tests.cast import MORNING, PASSWORD, Cast, at
from tests.doors.test_second_factor import CODE, code, set_up

WHY = "等保要求"
REFUSED, OWN, SHARED = ("not_your_role", None), ("own_roles", None), ("posts_exclude", "role")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


@pytest.fixture
def guard(cast: Cast) -> Cast:
    """The cast with a security administrator, nothing separated yet."""
    person = User.objects.create(username="guard", name="安全员", password=cast.users["admin"].password)
    Grant.objects.create(user=person, role=Role.SECURITY_ADMIN)
    cast.users["guard"] = person
    return cast


@pytest.fixture
def apart(guard: Cast) -> Cast:
    change_setting(guard.actor("admin"), "admin_separation", "on", WHY, at=at(-1))
    return guard


def why(act, *args, **more) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act(*args, at=at(5), **more)
    return caught.value.code, caught.value.facts.get("field")


def done(act, *args) -> str:
    act(*args, at=at(5))
    return "done"


def roles(person: User) -> set[str]:
    return set(person.grants.values_list("role", flat=True))


def test_not_separated_the_administrator_is_both(guard: Cast) -> None:
    admin, agent = guard.actor("admin"), guard.users["agent2"].pk
    for act in (actions.end_sessions, actions.lock_account, actions.unlock_account):
        assert done(act, admin, agent) == done(act, guard.actor("guard"), agent) == "done"
    actions.grant_role(admin, admin.person, "auditor", at=at(1))
    assert roles(guard.users["admin"]) == {"admin", "auditor"}


@pytest.mark.parametrize("who", ["admin", "auditor", "manager", "agent", "pm", "hospital_a"])
def test_separated_only_the_security_administrator_gives_rights(apart: Cast, who: str) -> None:
    actor, agent = apart.actor(who), apart.users["agent2"].pk
    assert why(actions.grant_role, actor, agent, "director") == REFUSED
    assert why(actions.withdraw_role, actor, agent, "agent") == REFUSED
    for act in (actions.remove_second_factor, actions.end_sessions, actions.lock_account, actions.unlock_account):
        assert why(act, actor, agent) == REFUSED
    for setting, value in (("admin_separation", "off"), ("password_profile", "dengbao3")):
        assert why(change_setting, actor, setting, value, WHY) == REFUSED
    assert why(undo_setting, actor, "admin_separation", WHY) == REFUSED


def test_and_he_keeps_neither_accounts_nor_lists(apart: Cast) -> None:
    guard, agent = apart.actor("guard"), apart.users["agent2"].pk
    assert why(actions.add_person, guard, "x", "", Details("新人")) == REFUSED
    assert why(actions.change_person, guard, agent, Details("新人")) == REFUSED
    assert why(actions.issue_link, guard, agent) == REFUSED
    assert why(leave, guard, agent, None, "离职") == REFUSED
    assert why(change_setting, guard, "grace_days", "60", WHY) == REFUSED
    assert (guard.sees_all, guard.sees_every_hospital, guard.is_qualified) == (False, False, False)


def test_the_three_exclude_one_another(apart: Cast) -> None:
    guard = apart.actor("guard")
    for person, role in (("admin", "auditor"), ("admin", "security_admin"), ("auditor", "admin")):
        assert why(actions.grant_role, guard, apart.users[person].pk, role) == SHARED
    assert why(actions.grant_role, guard, apart.users["auditor"].pk, "security_admin") == SHARED
    actions.grant_role(guard, apart.users["admin"].pk, "agent", at=at(1))
    assert roles(apart.users["admin"]) == {"admin", "agent"}
    assert Grant.objects.filter(role__in=["admin", "security_admin", "auditor"]).count() == 3


def test_nobody_changes_his_own_roles(apart: Cast) -> None:
    guard = apart.actor("guard")
    assert why(actions.grant_role, guard, guard.id, "agent") == OWN
    assert why(actions.withdraw_role, guard, guard.id, "security_admin") == OWN


def test_a_new_account_has_no_role_until_it_is_granted(apart: Cast) -> None:
    admin, guard = apart.actor("admin"), apart.actor("guard")
    assert why(actions.add_person, admin, "xin", "security_admin", Details("新人")) == ("security_grants", "role")
    person, _secret = actions.add_person(admin, "xin", "", Details("新人"), at=at(1))
    assert roles(person) == set()
    actions.grant_role(guard, person.pk, "security_admin", at=at(2))
    assert roles(person) == {"security_admin"}


def test_somebody_of_each_post_stays(apart: Cast) -> None:
    admin, guard = apart.actor("admin"), apart.actor("guard")
    assert why(leave, admin, guard.id, None, "离职") == ("last_security_admin", None)
    assert why(actions.lock_account, guard, admin.id) == ("last_admin", None)
    assert why(actions.withdraw_role, guard, admin.id, "admin") == ("last_admin", None)
    assert why(actions.lock_account, guard, guard.id) == ("is_yourself", None)
    assert why(leave, apart.actor("manager"), guard.id, None, "离职") == REFUSED


def test_they_are_not_separated_before_they_can_be(cast: Cast) -> None:
    admin = cast.actor("admin")
    turn_on = (change_setting, admin, "admin_separation", "on", WHY)
    assert why(*turn_on) == ("no_security_admin", None)
    actions.grant_role(admin, cast.users["agent2"].pk, "security_admin", at=at(1))
    actions.grant_role(admin, cast.users["manager"].pk, "admin", at=at(1))
    actions.grant_role(admin, cast.users["manager"].pk, "auditor", at=at(1))
    with pytest.raises(Refused) as refused:
        change_setting(*turn_on[1:], at=at(2))
    assert (refused.value.code, refused.value.facts) == ("posts_shared", {"names": "manager"})
    actions.withdraw_role(admin, cast.users["manager"].pk, "auditor", at=at(3))
    change_setting(*turn_on[1:], at=at(4))
    assert why(actions.grant_role, admin, cast.users["agent"].pk, "auditor") == REFUSED
    undo_setting(cast.actor("agent2"), "admin_separation", WHY, at=at(6))
    actions.grant_role(admin, cast.users["agent"].pk, "auditor", at=at(7))


def test_sessions_are_ended_and_an_account_locked(guard: Cast) -> None:
    agent, by = guard.users["agent"], Client()
    by.post("/accounts/login/", {"login": "guard", "password": PASSWORD})
    token, secret = actions.issue_token(guard.actor("agent"), "程序", ["read"], at=at(0))

    def signed_in() -> Client:
        client = Client()
        client.post("/accounts/login/", {"login": "agent", "password": PASSWORD})
        return client

    client = signed_in()
    assert client.get("/console/").status_code == 200
    assert by.post(f"/console/people/{agent.pk}/sessions/undo/").status_code == 302
    assert (client.get("/console/").status_code, signed_in().get("/console/").status_code) == (302, 200)
    client = signed_in()
    assert by.post(f"/console/people/{agent.pk}/lock/").status_code == 302
    assert (client.get("/console/").status_code, signed_in().get("/console/").status_code) == (302, 302)
    assert bearer(secret, at(1)) is None
    assert "已锁定" in by.get(f"/console/people/{agent.pk}/").content.decode()
    assert by.post(f"/console/people/{agent.pk}/lock/undo/").status_code == 302
    assert (client.get("/console/").status_code, signed_in().get("/console/").status_code) == (302, 200)
    assert bearer(secret, at(2)) == token.user
    told = (
        Event.objects.filter(subject_kind="person", subject_id=agent.pk).order_by("seq").values_list("code", flat=True)
    )
    assert list(told)[-3:] == ["person.sessions_ended", "person.locked", "person.unlocked"]


def label(client: Client, field: str) -> str:
    """The words at a field of the form for a new colleague."""
    page = client.get("/console/people/new/").content.decode()
    return page[page.index(f'for="id_{field}"') :].split("</label>")[0]


def test_the_role_is_asked_for_while_nothing_is_separated(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["admin"])
    assert "选填" not in label(client, "role")


def test_each_sees_what_is_his_on_the_pages(apart: Cast) -> None:
    optional, pages = {}, {}
    for who in ("admin", "guard"):
        client = Client()
        client.post("/accounts/login/", {"login": who, "password": PASSWORD})
        if who == "admin":
            optional = {name: "选填" in label(client, name) for name in ("role", "name")}
        person = client.get(f"/console/people/{apart.users['agent'].pk}/").content.decode()
        settings = client.get("/console/settings/").content.decode()
        pages[who] = (
            "password-link/" in person, f"people/{apart.users['agent'].pk}/roles/" in person, "/lock/" in person,
            "settings/grace_days/" in settings, "settings/password_profile/" in settings,
        )  # fmt: skip
    assert optional == {"role": True, "name": False}
    assert pages == {"admin": (True, False, False, True, False), "guard": (False, True, True, False, True)}


def test_a_new_password_does_not_pass_by_the_second_factor(cast: Cast, clock) -> None:
    _client, secret = set_up(cast)
    _person, link = actions.issue_link(cast.actor("admin"), cast.users["agent"].pk, at=MORNING)
    new = {"password": "another-long-word", "again": "another-long-word"}
    assert Client().post(f"/welcome/{link}/", new).url == "/accounts/login/"
    client = Client()
    assert client.post("/accounts/login/", {"login": "agent", "password": new["password"]}).url == CODE
    assert client.get("/console/").status_code == 302
    clock.shift(60)
    client.post(CODE, {"code": code(secret, 60)})
    assert client.get("/console/").status_code == 200

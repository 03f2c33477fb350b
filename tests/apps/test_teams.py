"""A team gets other names, and is dissolved: nobody is in it, the ledger names it still."""

from collections.abc import Callable
from typing import Any

import pytest

from shouwen.apps.ledger.models import Event
from shouwen.apps.people import actions
from shouwen.apps.people.models import Membership, Team
from shouwen.apps.people.queries import team_of, teams
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def made(cast: Cast, *names: str) -> Team:
    manager = cast.actor("manager")
    team = actions.add_team(manager, "wards", "临床组", "", at=at(0))
    for name in names:
        actions.set_teams(manager, cast.users[name].pk, ["wards"], at=at(1))
    return team


def test_a_team_is_renamed(cast: Cast) -> None:
    team, manager = made(cast), cast.actor("manager")
    actions.rename_team(manager, team.pk, " 病区组 ", "Wards", at=at(2))
    team.refresh_from_db()
    assert (team.code, team.name_zh, team.name_en) == ("wards", "病区组", "Wards")
    assert refusal(actions.rename_team, manager, team.pk, "病区组", "Wards", at=at(3)) == ("nothing_changed", "name_zh")
    assert refusal(actions.rename_team, manager, team.pk, "", "Wards", at=at(3)) == ("text_missing", "name_zh")
    told = Event.objects.filter(subject_kind="team").order_by("seq").values_list("code", "data")
    assert list(told) == [("team.made", {"team": "wards"}), ("team.renamed", {"team": "wards"})]


def test_a_team_is_dissolved_and_its_people_are_told_of(cast: Cast) -> None:
    team, manager = made(cast, "agent", "agent2"), cast.actor("manager")
    actions.dissolve_team(manager, team.pk, at=at(2))
    people = sorted([cast.users["agent"].pk, cast.users["agent2"].pk])
    assert (teams(), Membership.objects.count(), Team.objects.count()) == ([], 0, 1)
    assert Event.objects.get(code="team.dissolved").data == {"team": "wards", "people": people}
    changed = Event.objects.filter(code="person.teams_changed", at=at(2)).order_by("subject_id")
    assert list(changed.values_list("subject_id", "data")) == [(pk, {"teams": []}) for pk in people]
    for do in (lambda: actions.dissolve_team(manager, team.pk, at=at(3)), lambda: team_of(team.pk)):
        assert refusal(do) == ("absent", None)
    assert refusal(actions.add_team, manager, "wards", "临床组", "", at=at(3)) == ("code_taken", "code")
    agent = cast.users["agent"].pk
    assert refusal(actions.set_teams, manager, agent, ["wards"], at=at(3)) == ("unknown_choice", "teams")


def test_only_who_leads_may(cast: Cast) -> None:
    team = made(cast)
    for who in set(cast.users) - {"manager", "admin"}:
        actor = cast.actor(who)
        assert refusal(actions.rename_team, actor, team.pk, "别名", "", at=at(1)) == ("not_your_role", None)
        assert refusal(actions.dissolve_team, actor, team.pk, at=at(1)) == ("not_your_role", None)

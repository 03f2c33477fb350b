"""Teams, and what a person knows."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils import timezone

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock, may_lead
from shouwen.apps.people.models import Membership, Skill, Team, User
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

TEAM_MADE = "team.made"
TEAM_RENAMED = "team.renamed"
TEAM_DISSOLVED = "team.dissolved"


@act
def add_team(actor: Actor, code: str, name_zh: str, name_en: str, *, at: datetime) -> Team:
    """A new team. Refused: `not_your_role`; with `field`: `text_missing`, `text_too_long`, `code_odd`, `code_taken`."""
    _leads(actor, "add_team")
    code = checked_text(code, "code", limit=24)
    try:
        validate_slug(code)
    except ValidationError:
        raise Refused("code_odd", field="code") from None
    if Team.objects.filter(code=code).exists():
        raise Refused("code_taken", field="code")
    team = Team.objects.create(
        code=code,
        name_zh=checked_text(name_zh, "name_zh", limit=40),
        name_en=checked_text(name_en, "name_en", limit=40, required=False),
    )
    append(subject=("team", team.pk), actor=actor.ledger, code=TEAM_MADE, at=at, team=code)
    return team


@act
def rename_team(actor: Actor, team_id: int, name_zh: str, name_en: str, *, at: datetime) -> Team:
    """Other names of a team; its code stays.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `nothing_changed`.
    """
    team = _lock_team(actor, team_id, "rename_team")
    wanted = (
        checked_text(name_zh, "name_zh", limit=40),
        checked_text(name_en, "name_en", limit=40, required=False),
    )
    if wanted == (team.name_zh, team.name_en):
        raise Refused("nothing_changed", field="name_zh")
    team.name_zh, team.name_en = wanted
    team.save(update_fields=["name_zh", "name_en"])
    append(subject=("team", team.pk), actor=actor.ledger, code=TEAM_RENAMED, at=at, team=team.code)
    return team


@act
def dissolve_team(actor: Actor, team_id: int, *, at: datetime) -> Team:
    """There is no such team any more; each of its people is told of in his own chain. Its code is not given again.

    Refused: `not_your_role`, `absent`.
    """
    team = _lock_team(actor, team_id, "dissolve_team")
    ids = team.memberships.order_by("user").values_list("user", flat=True)
    members = list(User.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))
    team.memberships.all().delete()
    for person in members:
        left = sorted(person.memberships.values_list("team__code", flat=True))
        events.record(person, events.Code.TEAMS_CHANGED, actor, at, teams=left)
    team.dissolved_on = timezone.localdate(at)
    team.save(update_fields=["dissolved_on"])
    people = [person.pk for person in members]
    append(subject=("team", team.pk), actor=actor.ledger, code=TEAM_DISSOLVED, at=at, team=team.code, people=people)
    return team


@act
def set_teams(actor: Actor, person_id: int, codes: Collection[str], *, at: datetime) -> User:
    """The teams that a colleague belongs to. Refused: `not_your_role`, `absent`; with `field`: `unknown_choice`."""
    _leads(actor, "set_teams")
    person = lock(person_id, kind=User.Kind.STAFF)
    wanted = {team.code: team.pk for team in Team.objects.filter(code__in=codes, dissolved_on=None)}
    if set(codes) != set(wanted):
        raise Refused("unknown_choice", field="teams")
    before = set(person.memberships.values_list("team__code", flat=True))
    person.memberships.exclude(team__in=wanted.values()).delete()
    Membership.objects.bulk_create(
        Membership(team_id=wanted[code], user=person) for code in sorted(set(wanted) - before)
    )
    if set(wanted) != before:
        events.record(person, events.Code.TEAMS_CHANGED, actor, at, teams=sorted(wanted))
    return person


@act
def set_skills(actor: Actor, person_id: int, skills: Mapping[str, str], *, at: datetime) -> User:
    """The modules, by code, that a colleague knows, each with a word about it, or none.

    The caller offers only modules that exist. Refused: `not_your_role`, `absent`; with `field`: `text_too_long`.
    """
    _leads(actor, "set_skills")
    person = lock(person_id, kind=User.Kind.STAFF)
    wanted = {
        checked_text(module, "skills", limit=40): checked_text(word, "skills", limit=60, required=False)
        for module, word in skills.items()
    }
    before = dict(person.skills.values_list("module", "word"))
    if wanted != before:
        person.skills.all().delete()
        Skill.objects.bulk_create(
            Skill(user=person, module=module, word=word) for module, word in sorted(wanted.items())
        )
        events.record(person, events.Code.SKILLS_CHANGED, actor, at, modules=sorted(wanted))
    return person


def _lock_team(actor: Actor, team_id: int, act_: str) -> Team:
    _leads(actor, act_)
    team = Team.objects.select_for_update().filter(pk=team_id, dissolved_on=None).first()
    if team is None:
        raise Refused("absent")
    return team


def _leads(actor: Actor, act_: str) -> None:
    if not may_lead(actor):
        raise Refused("not_your_role", act=act_)

"""Teams, and what a person knows."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock, may_lead
from shouwen.apps.people.models import Membership, Skill, Team, User
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

TEAM_MADE = "team.made"


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
def set_teams(actor: Actor, person_id: int, codes: Collection[str], *, at: datetime) -> User:
    """The teams that a colleague belongs to. Refused: `not_your_role`, `absent`; with `field`: `unknown_choice`."""
    _leads(actor, "set_teams")
    person = lock(person_id, kind=User.Kind.STAFF)
    wanted = {team.code: team.pk for team in Team.objects.filter(code__in=codes)}
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


def _leads(actor: Actor, act_: str) -> None:
    if not may_lead(actor):
        raise Refused("not_your_role", act=act_)

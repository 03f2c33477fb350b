"""Fetch and authorise in one step."""

from shouwen.apps.surveys.models import Survey
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role
from shouwen.policy.survey import State

PARTS = ("hospital", "contact", "ticket", "person", "rating", "answered_by", "reviewed_by")


def find(actor: Actor, survey_id: int) -> Survey:
    """The survey, if this person may know of it; else `Refused("absent")`."""
    found = Survey.objects.for_actor(actor).filter(pk=survey_id).select_related(*PARTS).first()
    if found is None:
        raise Refused("absent")
    return found


def lock(actor: Actor, survey_id: int) -> Survey:
    return Survey.objects.select_for_update().get(pk=find(actor, survey_id).pk)


def may_ask(actor: Actor, survey: Survey) -> None:
    """Raise `Refused` unless this person may ask now: `not_your_role`, `asks_about_himself`, `survey_over`."""
    if not actor.is_qualified:
        raise Refused("not_your_role", act="survey")
    if survey.state != State.DUE:
        raise Refused("survey_over")
    card = survey.ticket
    if card is not None and actor.id in {card.handler_id, survey.person_id}:
        raise Refused("asks_about_himself")


def may_review(actor: Actor) -> bool:
    return actor.is_staff and Role.DIRECTOR in actor.roles


def sees_people(actor: Actor) -> bool:
    """Figures by person are for those who lead, and for the auditor; anybody else sees his own."""
    return bool(actor.roles & {Role.DIRECTOR, Role.AUDITOR})

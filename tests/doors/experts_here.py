"""Experts, consultations, visits and solutions for those who try every address."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import Certificate
from shouwen.apps.tickets.models import Ticket
from tests.apps import experts
from tests.cast import Cast, at

ABSENT = {"consultation": "CS-1", "expert_visit": "EV-1", "solution": "SP-1", "version": "1", "named": "999999",
          "certificate": "999999"}  # fmt: skip
WHO = ("developer", "agent2", "pm2")


def experts_of(cast: Cast, cards: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """On each of these cards a consultation, a proposed visit, an approved solution; a named expert, a certificate."""
    experts.experts(cast)
    found = {}
    for number, (whose, card) in enumerate(cards.items()):
        hospital = Ticket.objects.get(number=card).hospital_id
        person = cast.users[WHO[number]].pk
        named = actions.name_expert(cast.actor("manager"), hospital, person, at=at(1))
        key = f"{whose}-expert-0123456789"
        call = experts.facts(cast)
        called = actions.call_consultation(cast.actor("manager"), card, call, at=at(5), submission=key)
        told = actions.VisitFacts(person, experts.VISIT_ON, "分析", 0)
        visit = actions.propose_visit(cast.actor("manager"), card, told, at=at(5), submission=key)
        file = SimpleUploadedFile("plan.txt", b"a plan")
        made = actions.write_solution(cast.actor("developer"), card, "方案", "", [file], at=at(6), submission=key)
        actions.approve(cast.actor("manager"), made.solution.number, 1, at=at(7))
        found[whose] = {
            "consultation": called.number,
            "expert_visit": visit.number,
            "solution": made.solution.number,
            "version": "1",
            "named": str(named.pk),
            "certificate": str(Certificate.objects.get(person=person).pk),
        }
    return found

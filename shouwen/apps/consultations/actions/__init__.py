"""The acts on experts, consultations, visits and special solutions; every door calls the same ones."""

from shouwen.apps.consultations.actions.consultation import (
    CallFacts,
    answer_invitation,
    call_consultation,
    cancel_consultation,
    conclude,
    give_opinion,
    sign_minutes,
)
from shouwen.apps.consultations.actions.expert import (
    CertificateFacts,
    end_certificate,
    name_expert,
    register_certificate,
    release_expert,
)
from shouwen.apps.consultations.actions.green import report_green
from shouwen.apps.consultations.actions.solution import acknowledge, approve, write_solution
from shouwen.apps.consultations.actions.visit import (
    VisitFacts,
    agree_visit,
    cancel_visit,
    decline_visit,
    make_visit,
    propose_visit,
)
from shouwen.apps.consultations.actions.watch import tell_consultation, warn_of_expiry

__all__ = [
    "CallFacts",
    "CertificateFacts",
    "VisitFacts",
    "acknowledge",
    "agree_visit",
    "answer_invitation",
    "approve",
    "call_consultation",
    "cancel_consultation",
    "cancel_visit",
    "conclude",
    "decline_visit",
    "end_certificate",
    "give_opinion",
    "make_visit",
    "name_expert",
    "propose_visit",
    "register_certificate",
    "release_expert",
    "report_green",
    "sign_minutes",
    "tell_consultation",
    "warn_of_expiry",
    "write_solution",
]

"""Addresses of the experts' room. Acts are nouns."""

from django.urls import path

from shouwen.console.experts import keeping as experts_keeping
from shouwen.console.experts import pages as experts
from shouwen.console.experts import spreadsheet as experts_excel

CARD = "tickets/<slug:number>/"
HOSPITAL = "customers/<int:hospital>/"
CONSULTATION = "consultations/<slug:consultation>/"
EXPERT_VISIT = "expert-visits/<slug:expert_visit>/"
SOLUTION = "solutions/<slug:solution>/<int:version>/"
urlpatterns = [
    path("green/", experts.green, name="green"),
    path("green/experts/new/", experts_keeping.name, name="name_expert"),
    path(HOSPITAL + "experts/<int:named>/end/", experts_keeping.release, name="release_expert"),
    path("experts/", experts.experts, name="experts"),
    path("experts/new/", experts_keeping.register, name="register_certificate"),
    path("experts/<int:certificate>/end/", experts_keeping.end, name="end_certificate"),
    path("consultations/", experts.consultations, name="consultations"),
    path("consultations.xlsx", experts_excel.consultations_sheet, name="consultations_sheet"),
    path(CONSULTATION, experts.consultation, name="consultation"),
    path("consultations/<slug:consultation>.pdf", experts.minutes, name="minutes"),
    path(CONSULTATION + "acceptance/", experts_keeping.accept, name="accept_invitation"),
    path(CONSULTATION + "refusal/", experts_keeping.decline, name="decline_invitation"),
    path(CONSULTATION + "opinion/", experts_keeping.opinion, name="opinion"),
    path(CONSULTATION + "conclusion/", experts_keeping.conclusion, name="conclusion"),
    path(CONSULTATION + "signature/", experts_keeping.sign, name="sign_minutes"),
    path(CONSULTATION + "cancellation/", experts_keeping.cancel, name="cancel_consultation"),
    path(CARD + "experts/", experts.card_experts, name="card_experts"),
    path(CARD + "consultations/new/", experts_keeping.call, name="call_consultation"),
    path(CARD + "expert-visits/new/", experts_keeping.propose, name="propose_visit"),
    path(CARD + "solution/new/", experts_keeping.write, name="write_solution"),
    path(EXPERT_VISIT + "arrival/", experts_keeping.make, name="make_visit"),
    path(EXPERT_VISIT + "cancellation/", experts_keeping.call_off, name="cancel_visit"),
    path(SOLUTION, experts.solution_file, name="solution_file"),
    path(SOLUTION + "approval/", experts_keeping.approve, name="approve_solution"),
]

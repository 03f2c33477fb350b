"""Addresses of the console. Acts are nouns."""

from django.urls import path

from shouwen.console.calendars import views as calendars
from shouwen.console.card import (
    archive,
    classification,
    files,
    follow_up,
    handling,
    handover,
    hold,
    page,
    proof,
    relation,
    replies,
    resolution,
)
from shouwen.console.catalogue import views as catalogue
from shouwen.console.duty import hand_over
from shouwen.console.duty import views as duty
from shouwen.console.intake import views as intake
from shouwen.console.me import views as me
from shouwen.console.notices import views as notices
from shouwen.console.people import departure, person
from shouwen.console.people import views as people
from shouwen.console.queue import views as queue
from shouwen.console.search import views as search

app_name = "console"
CARD = "tickets/<slug:number>/"
PERSON = "people/<int:person>/"
SHIFT = "duty/shifts/<int:shift>/"
LIST = "duty/hand-overs/<int:hand_over>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/preview/", calendars.preview, name="calendar_preview"),
    path("calendars/versions/", calendars.publication, name="calendar_publication"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("duty/", duty.duty, name="duty"),
    path("duty/shifts/", duty.put_on, name="put_on"),
    path("duty/standing/", duty.standing, name="standing"),
    path("duty/copies/", duty.copy, name="copy_week"),
    path(SHIFT, duty.shift, name="shift"),
    path(SHIFT + "undo/", duty.take_off, name="take_off"),
    path(SHIFT + "swap/", duty.swap, name="swap"),
    path("duty/hand-overs/", hand_over.lists, name="hand_overs"),
    path("duty/hand-overs/new/", hand_over.new, name="new_hand_over"),
    path(LIST, hand_over.hand_over, name="hand_over"),
    path(LIST + "signature/", hand_over.sign, name="sign"),
    path("me/", me.me, name="me"),
    path("me/phone/", me.phone, name="my_phone"),
    path("me/email/", me.email, name="my_email"),
    path("me/absences/", me.absence, name="my_absence"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<int:token>/undo/", me.revoke, name="revoke_token"),
    path("new/", intake.intake, name="intake"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/teams/", people.team_list, name="teams"),
    path("people/contacts/", people.contacts, name="contacts"),
    path("people/contacts/<int:contact>/account/", people.contact_account, name="contact_account"),
    path("people/absences/<int:absence>/undo/", person.back, name="back"),
    path(PERSON, person.person, name="person"),
    path(PERSON + "details/", person.details, name="person_details"),
    path(PERSON + "roles/", person.grant, name="grant_role"),
    path(PERSON + "roles/undo/", person.withdraw, name="withdraw_role"),
    path(PERSON + "teams/", person.in_teams, name="person_teams"),
    path(PERSON + "skills/", person.skills, name="person_skills"),
    path(PERSON + "absences/", person.absence, name="person_absence"),
    path(PERSON + "password-link/", person.link, name="password_link"),
    path(PERSON + "second-factor/undo/", person.forget_second_factor, name="forget_second_factor"),
    path(PERSON + "departure/", departure.departure, name="departure"),
    path(PERSON + "departure/undo/", person.let_back, name="let_back"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="read_notices"),
    path("notices/preferences/", notices.preferences, name="notice_preferences"),
    path("notices/<int:notice>/reading/", notices.read, name="read_notice"),
    path("search/", search.search, name="search"),
    path(CARD, page.card, name="card"),
    path(CARD + "print/", page.printed, name="print"),
    path(CARD + "clocks/<slug:kind>/", proof.clock, name="why_clock"),
    path(CARD + "verdict/", proof.verdict, name="why_verdict"),
    path(CARD + "files/<uuid:file_id>/", files.file, name="file"),
    path(CARD + "files/<uuid:file_id>/preview/", files.picture, name="preview"),
    path(CARD + "handling/", handling.take, name="take"),
    path(CARD + "classification/", classification.classify, name="classify"),
    path(CARD + "replies/", replies.reply, name="reply"),
    path(CARD + "notes/", replies.note, name="note"),
    path(CARD + "hold/", hold.hold, name="hold"),
    path(CARD + "hold/undo/", hold.resume, name="resume"),
    path(CARD + "restoration/", resolution.restore, name="restore"),
    path(CARD + "resolution/", resolution.resolve, name="resolve"),
    path(CARD + "resolution/undo/", follow_up.reopen, name="reopen"),
    path(CARD + "follow-ups/", follow_up.follow_up, name="follow_up"),
    path(CARD + "substitution/", follow_up.substitute, name="substitute"),
    path(CARD + "offers/", handover.offer, name="offer"),
    path(CARD + "offers/acceptance/", handover.accept, name="accept"),
    path(CARD + "offers/refusal/", handover.decline, name="decline"),
    path(CARD + "offers/undo/", handover.withdraw_offer, name="withdraw_offer"),
    path(CARD + "chases/", handover.chase, name="chase"),
    path(CARD + "dispute/answer/", handover.settle, name="settle"),
    path(CARD + "journeys/", handover.dispatch, name="dispatch"),
    path(CARD + "journeys/arrival/", handover.arrive, name="arrive"),
    path(CARD + "merger/", relation.merge, name="merge"),
    path(CARD + "links/", relation.link, name="link"),
    path(CARD + "links/undo/", relation.unlink, name="unlink"),
    path(CARD + "parts/", relation.split, name="split"),
    path(CARD + "major/", relation.declare_major, name="declare_major"),
    path(CARD + "announcements/", relation.announce, name="announce"),
    path(CARD + "cancellation/", relation.cancel, name="cancel"),
    path(CARD + "withdrawal/", relation.withdraw, name="withdraw"),
    path(CARD + "archive/", archive.archive, name="archive"),
    path(CARD + "archive.pdf", archive.archived_pdf, name="archive_pdf"),
    path(CARD + "archive/revisions/", archive.revise, name="revise"),
    path(CARD + "closure/", follow_up.close, name="close"),
]

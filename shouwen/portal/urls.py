"""Addresses of the portal. Acts are nouns."""

from django.urls import path

from shouwen.portal.agreement import views as agreement
from shouwen.portal.catalogue import views as catalogue
from shouwen.portal.complaints import views as complaints
from shouwen.portal.conversations import views as conversations
from shouwen.portal.experts import views as experts
from shouwen.portal.home import views as home
from shouwen.portal.me import views as me
from shouwen.portal.money import quotes, statements
from shouwen.portal.notices import views as notices
from shouwen.portal.programs import views as programs
from shouwen.portal.remote import views as remote
from shouwen.portal.report import views as report
from shouwen.portal.rulings import views as rulings
from shouwen.portal.tickets import archive, spreadsheet
from shouwen.portal.tickets import views as tickets
from shouwen.portal.urgent import views as urgent
from shouwen.portal.webhooks import views as webhooks

app_name = "portal"
CARD = "tickets/<slug:number>/"
COMPLAINT = "complaints/<slug:complaint>/"
TALK = "conversations/<int:conversation>/"
REMOTE = "remote/<slug:authorisation>/"
SESSION = "remote-sessions/<slug:remote_session>/"
HOOK = "me/webhooks/<int:endpoint>/"
PROGRAM = "me/programs/<int:program>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/documents/<int:document>/", agreement.document, name="agreement_document"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("green/", experts.green, name="green"),
    path(CARD + "experts/", experts.card_experts, name="card_experts"),
    path("expert-visits/<slug:expert_visit>/agreement/", experts.agree, name="agree_visit"),
    path("expert-visits/<slug:expert_visit>/refusal/", experts.decline, name="decline_visit"),
    path("consultations/<slug:consultation>.pdf", experts.minutes, name="minutes"),
    path("solutions/<slug:solution>/<int:version>/", experts.solution_file, name="solution_file"),
    path("solutions/<slug:solution>/<int:version>/acknowledgement/", experts.acknowledge, name="acknowledge"),
    path("conversations/", conversations.conversations, name="conversations"),
    path(TALK, conversations.talk, name="talk"),
    path(TALK + "lines/", conversations.lines, name="talk_lines"),
    path(TALK + "presence/", conversations.presence, name="talk_presence"),
    path(TALK + "end/", conversations.end, name="end_talk"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.file, name="file_complaint"),
    path(COMPLAINT, complaints.complaint, name="complaint"),
    path(COMPLAINT + "files/<uuid:file_id>/", complaints.attached, name="complaint_file"),
    path(COMPLAINT + "pictures/<uuid:file_id>/", complaints.picture, name="complaint_picture"),
    path(COMPLAINT + "words/", complaints.say, name="complaint_word"),
    path(COMPLAINT + "acceptance/", complaints.accept, name="accept_complaint"),
    path(COMPLAINT + "withdrawal/", complaints.withdraw, name="withdraw_complaint"),
    path(COMPLAINT + "rejection/", complaints.reject, name="reject_complaint"),
    path("remote/", remote.sessions, name="remote_sessions"),
    path("remote.xlsx", remote.sessions_sheet, name="remote_sheet"),
    path(CARD + "remote/", remote.card_remote, name="card_remote"),
    path(REMOTE + "grant/", remote.grant, name="grant_remote"),
    path(REMOTE + "refusal/", remote.refuse_it, name="refuse_remote"),
    path(REMOTE + "withdrawal/", remote.withdraw, name="withdraw_remote"),
    path(SESSION + "confirmation/", remote.confirm, name="confirm_session"),
    path(SESSION + "rejection/", remote.reject, name="reject_session"),
    path("remote-sessions/<slug:remote_session>.pdf", remote.record, name="remote_record"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("quotes/<slug:quote>/", quotes.quote, name="quote"),
    path("quotes/<slug:quote>.pdf", quotes.quote_pdf, name="quote_pdf"),
    path("quotes/<slug:quote>/confirmation/", quotes.confirm, name="confirm_quote"),
    path("quotes/<slug:quote>/refusal/", quotes.decline, name="decline_quote"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<slug:statement>/", statements.statement, name="statement"),
    path("statements/<slug:statement>.pdf", statements.statement_pdf, name="statement_pdf"),
    path("statements/<slug:statement>.xlsx", statements.statement_sheet, name="statement_sheet"),
    path("statements/<slug:statement>/trace/<slug:figure>/", statements.trace, name="trace"),
    path("report/", report.report, name="report"),
    path("me/", me.me, name="me"),
    path("me/phone/", me.phone, name="my_phone"),
    path("me/email/", me.email, name="my_email"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<int:token>/undo/", me.revoke, name="revoke_token"),
    path("me/webhooks/", webhooks.webhooks, name="webhooks"),
    path(HOOK, webhooks.webhook, name="webhook"),
    path(HOOK + "secret/", webhooks.secret, name="webhook_secret"),
    path(HOOK + "switch/", webhooks.switch_on, name="switch_on_webhook"),
    path(HOOK + "switch/undo/", webhooks.switch_off, name="switch_off_webhook"),
    path(HOOK + "pings/", webhooks.ping, name="ping_webhook"),
    path(HOOK + "deliveries/<int:sending>/retry/", webhooks.resend, name="resend_webhook"),
    path(HOOK + "removal/", webhooks.remove, name="remove_webhook"),
    path("me/programs/", programs.programs, name="programs"),
    path(PROGRAM, programs.program, name="program"),
    path(PROGRAM + "secret/", programs.secret, name="program_secret"),
    path(PROGRAM + "switch/", programs.switch_on, name="switch_on_program"),
    path(PROGRAM + "switch/undo/", programs.switch_off, name="switch_off_program"),
    path(PROGRAM + "removal/", programs.remove, name="remove_program"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="read_notices"),
    path("notices/preferences/", notices.preferences, name="notice_preferences"),
    path("notices/quiet/", notices.quiet_hours, name="quiet_hours"),
    path("notices/quiet/undo/", notices.forget_quiet, name="forget_quiet"),
    path("notices/<int:notice>/reading/", notices.read, name="read_notice"),
    path("tickets.xlsx", spreadsheet.tickets_sheet, name="tickets_sheet"),
    path("tickets/", tickets.tickets, name="tickets"),
    path("urgent/", urgent.units, name="urgent"),
    path(CARD, tickets.ticket, name="ticket"),
    path(CARD + "urgent/", urgent.ask, name="ask_urgent"),
    path(CARD + "urgent/undo/", urgent.end, name="end_urgent"),
    path(CARD + "ruling/", rulings.ruling, name="ruling"),
    path(CARD + "ruling/appeal/", rulings.appeal, name="appeal_ruling"),
    path(CARD + "replies/", tickets.reply, name="reply"),
    path(CARD + "resolution/confirmation/", tickets.confirm, name="confirm"),
    path(CARD + "resolution/undo/", tickets.reopen, name="reopen"),
    path(CARD + "archive/", archive.archive, name="archive"),
    path(CARD + "archive.pdf", archive.archived_pdf, name="archive_pdf"),
    path(CARD + "chases/", tickets.chase, name="chase"),
    path(CARD + "dispute/", tickets.dispute, name="dispute"),
    path(CARD + "withdrawal/", tickets.withdraw, name="withdraw"),
    path(CARD + "rating/", tickets.rate, name="rate"),
    path(CARD + "files/<uuid:file_id>/", tickets.file, name="file"),
    path(CARD + "files/<uuid:file_id>/preview/", tickets.picture, name="preview"),
]

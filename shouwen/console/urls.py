"""Addresses of the console. Acts are nouns."""

from django.urls import path

from shouwen.console.accountability import report
from shouwen.console.accountability import spreadsheet as accountability_excel
from shouwen.console.accountability import views as accountability
from shouwen.console.accounts import spreadsheet as accounts_excel
from shouwen.console.accounts import views as accounts
from shouwen.console.agreements import keeping as agreement_keeping
from shouwen.console.agreements import pages as agreements
from shouwen.console.agreements import spreadsheet as agreements_excel
from shouwen.console.agreements import terms as agreement_terms
from shouwen.console.aids import macros
from shouwen.console.aids import views as aids
from shouwen.console.alarms import views as alarms
from shouwen.console.automation import addresses as automation
from shouwen.console.board import views as board
from shouwen.console.board import wall
from shouwen.console.calendars import views as calendars
from shouwen.console.calls import addresses as calls
from shouwen.console.card import (
    archive,
    classification,
    files,
    follow_up,
    handling,
    handover,
    hold,
    identification,
    page,
    proof,
    relation,
    replies,
    resolution,
)
from shouwen.console.card import original as card_original
from shouwen.console.catalogue import views as catalogue
from shouwen.console.complaints import addresses as complaints
from shouwen.console.conversations import addresses as conversations
from shouwen.console.customers import environment, facts, listing, sections
from shouwen.console.customers import people as hospital_people
from shouwen.console.customers import spreadsheet as customers_excel
from shouwen.console.deliveries import spreadsheet as deliveries_excel
from shouwen.console.deliveries import views as deliveries
from shouwen.console.dictionaries import spreadsheet as dictionaries_excel
from shouwen.console.dictionaries import views as dictionaries
from shouwen.console.duty import addresses as duty
from shouwen.console.experts import addresses as experts
from shouwen.console.faxes import addresses as faxes
from shouwen.console.imports import views as imports
from shouwen.console.intake import views as intake
from shouwen.console.mails import originals as mail_originals
from shouwen.console.mails import views as mails
from shouwen.console.me import views as me
from shouwen.console.money import addresses as money
from shouwen.console.notices import views as notices
from shouwen.console.originals import views as originals
from shouwen.console.people import departure, person, team
from shouwen.console.people import spreadsheet as people_excel
from shouwen.console.people import views as people
from shouwen.console.problems import spreadsheet as problems_excel
from shouwen.console.problems import views as problems
from shouwen.console.queue import batches, saved
from shouwen.console.queue import spreadsheet as queue_excel
from shouwen.console.queue import views as queue
from shouwen.console.remote import addresses as remote
from shouwen.console.rulings import spreadsheet as rulings_excel
from shouwen.console.rulings import views as rulings
from shouwen.console.search import spreadsheet as search_excel
from shouwen.console.search import views as search
from shouwen.console.settings import spreadsheet as settings_excel
from shouwen.console.settings import views as settings
from shouwen.console.surveys import figures as survey_figures
from shouwen.console.surveys import views as surveys
from shouwen.console.urgent import spreadsheet as urgent_excel
from shouwen.console.urgent import views as urgent
from shouwen.console.webhooks import views as webhooks
from shouwen.console.words import views as words

app_name = "console"
CARD = "tickets/<slug:number>/"
HOOK = "me/webhooks/<int:endpoint>/"
PERSON = "people/<int:person>/"
HOSPITAL = "customers/<int:hospital>/"
AGREEMENT = "agreements/<int:agreement>/"
MODULE = "dictionaries/modules/<int:module>/"
TEAM = "people/teams/<int:team>/"
VIEW = "views/<int:view>/"
MAIL = "mails/<int:mail>/"
PROBLEM = "problems/<slug:problem>/"
urlpatterns = [
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys.xlsx", survey_figures.surveys_sheet, name="surveys_sheet"),
    path("surveys/figures/", survey_figures.figures, name="survey_figures"),
    path("surveys/figures.xlsx", survey_figures.figures_sheet, name="survey_figures_sheet"),
    path("surveys/<int:survey>/", surveys.survey, name="survey"),
    path("surveys/<int:survey>/answers/", surveys.answer, name="answer_survey"),
    path("surveys/<int:survey>/tries/", surveys.note_try, name="survey_try"),
    path("surveys/<int:survey>/review/", surveys.review, name="review_survey"),
    path("", queue.queue, name="queue"),
    path("queue.xlsx", queue_excel.queue_sheet, name="queue_sheet"),
    path("board/", board.board, name="board"),
    path("wall/", wall.wall, name="wall"),
    path("batches/preview/", batches.preview, name="bulk_preview"),
    path("batches/", batches.run, name="batches"),
    path("batches/<int:batch>/", batches.batch, name="batch"),
    path("batches/<int:batch>/undo/", batches.undo, name="undo_batch"),
    path("views/", saved.views, name="views"),
    path("views/new/", saved.save, name="save_view"),
    path(VIEW + "name/", saved.rename, name="rename_view"),
    path(VIEW + "place/", saved.move, name="move_view"),
    path(VIEW + "sharing/", saved.share, name="share_view"),
    path(VIEW + "sharing/undo/", saved.unshare, name="unshare_view"),
    path(VIEW + "removal/", saved.drop, name="drop_view"),
    path(VIEW + "removal/undo/", saved.restore, name="restore_view"),
    path("search.xlsx", search_excel.search_sheet, name="search_sheet"),
    path("customers.xlsx", customers_excel.customers_sheet, name="customers_sheet"),
    path("agreements.xlsx", agreements_excel.agreements_sheet, name="agreements_sheet"),
    path("problems.xlsx", problems_excel.problems_sheet, name="problems_sheet"),
    path("people.xlsx", people_excel.people_sheet, name="people_sheet"),
    path("people/contacts.xlsx", people_excel.contacts_sheet, name="contacts_sheet"),
    path("accountability.xlsx", accountability_excel.accountability_sheet, name="accountability_sheet"),
    path("deliveries.xlsx", deliveries_excel.deliveries_sheet, name="deliveries_sheet"),
    path("accountability/", accountability.accountability, name="accountability"),
    path("accountability/<int:person>/", report.report, name="duty_report"),
    path("accountability/<int:person>.xlsx", accountability_excel.report_sheet, name="duty_report_sheet"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("originals/", originals.opened, name="originals"),
    path("aids/", aids.aids, name="aids"),
    path("aids/new/<slug:aid_kind>/", aids.add, name="add_aid"),
    path("aids/<int:aid>/", aids.aid, name="aid"),
    path("aids/<int:aid>/versions/new/", aids.revise, name="revise_aid"),
    path("aids/<int:aid>/retirement/", aids.retire, name="retire_aid"),
    path("aids/<int:aid>/retirement/undo/", aids.bring_back, name="bring_back_aid"),
    path(CARD + "aids/", aids.of_card, name="card_aids"),
    path(CARD + "macros/<int:macro>/", macros.macro, name="card_macro"),
    path(CARD + "macros/<int:macro>/preview/", macros.preview, name="card_macro_preview"),
    path(CARD + "checklists/<int:version>/<int:step>/", aids.tick, name="tick"),
    path(CARD + "checklists/<int:version>/<int:step>/undo/", aids.untick, name="untick"),
    path("words/", words.words, name="words"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/preview/", calendars.preview, name="calendar_preview"),
    path("calendars/versions/", calendars.publication, name="calendar_publication"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("dictionaries/", dictionaries.dictionaries, name="dictionaries"),
    path("dictionaries.xlsx", dictionaries_excel.dictionaries_sheet, name="dictionaries_sheet"),
    path("dictionaries/modules/new/", dictionaries.add_module, name="add_module"),
    path(MODULE, dictionaries.rename_module, name="rename_module"),
    path(MODULE + "retirement/", dictionaries.retire_module, name="retire_module"),
    path(MODULE + "retirement/undo/", dictionaries.bring_back_module, name="bring_back_module"),
    path("settings/", settings.settings, name="settings"),
    path("settings.xlsx", settings_excel.settings_sheet, name="settings_sheet"),
    path("settings/<slug:setting>/", settings.change, name="change_setting"),
    path("settings/<slug:setting>/undo/", settings.undo, name="undo_setting"),
    path("me/", me.me, name="me"),
    path("me/phone/", me.phone, name="my_phone"),
    path("me/email/", me.email, name="my_email"),
    path("me/absences/", me.absence, name="my_absence"),
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
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:delivery>/retry/", deliveries.try_again, name="try_again"),
    path("deliveries/<int:delivery>/abandonment/", deliveries.give_up, name="give_up"),
    path("mails/", mails.mails, name="mails"),
    path(MAIL, mails.mail, name="mail"),
    path(MAIL + "originals/<uuid:original_id>/", mail_originals.original, name="mail_original"),
    path(MAIL + "originals/<uuid:original_id>/content/", mail_originals.original_content, name="mail_original_content"),
    path(MAIL + "card/", mails.take_in, name="take_in_mail"),
    path(MAIL + "note/", mails.attach, name="attach_mail"),
    path(MAIL + "discard/", mails.discard, name="discard_mail"),
    path(MAIL + "discard/undo/", mails.bring_back, name="bring_back_mail"),
    path("problems/", problems.problem_list, name="problems"),
    path(PROBLEM, problems.problem, name="problem"),
    path(PROBLEM + "finding/", problems.write, name="write_problem"),
    path(PROBLEM + "solution/", problems.solve, name="solve_problem"),
    path(PROBLEM + "cards/", problems.bind, name="bind_problem"),
    path(PROBLEM + "cards/undo/", problems.unbind, name="unbind_problem"),
    *money.urlpatterns,
    *experts.urlpatterns,
    *conversations.urlpatterns,
    *remote.urlpatterns,
    *faxes.urlpatterns,
    *automation.urlpatterns,
    *calls.urlpatterns,
    *complaints.urlpatterns,
    *duty.urlpatterns,
    path("imports/", imports.imports, name="imports"),
    path("imports/drafts/<uuid:draft>/", imports.draft, name="import_draft"),
    path("imports/<slug:what>/", imports.upload, name="import_upload"),
    path("imports/<slug:what>/template.xlsx", imports.template, name="import_template"),
    path("new/", intake.intake, name="intake"),
    path("new/preview/", intake.preview, name="intake_preview"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/teams/", people.team_list, name="teams"),
    path(TEAM, team.team, name="team"),
    path(TEAM + "dissolution/", team.dissolve, name="dissolve_team"),
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
    path(PERSON + "sessions/undo/", person.end_sessions, name="end_sessions"),
    path(PERSON + "lock/", person.lock, name="lock_account"),
    path(PERSON + "lock/undo/", person.unlock, name="unlock_account"),
    path(PERSON + "departure/undo/", person.let_back, name="let_back"),
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_all, name="read_notices"),
    path("notices/preferences/", notices.preferences, name="notice_preferences"),
    path("notices/quiet/", notices.quiet_hours, name="quiet_hours"),
    path("notices/quiet/undo/", notices.forget_quiet, name="forget_quiet"),
    path("notices/<int:notice>/reading/", notices.read, name="read_notice"),
    path("search/", search.search, name="search"),
    path(CARD, page.card, name="card"),
    path(CARD + "problem/", problems.of_card, name="card_problem"),
    path("rulings/", rulings.listed, name="rulings"),
    path("rulings.xlsx", rulings_excel.rulings_sheet, name="rulings_sheet"),
    path("urgent/", urgent.listed, name="urgent_calls"),
    path("urgent.xlsx", urgent_excel.urgent_calls_sheet, name="urgent_calls_sheet"),
    path(CARD + "ruling/", rulings.ruling, name="ruling"),
    path(CARD + "ruling/proposal/", rulings.propose, name="propose_ruling"),
    path(CARD + "ruling/proposal/undo/", rulings.withdraw, name="withdraw_ruling"),
    path(CARD + "ruling/decision/", rulings.decide, name="decide_ruling"),
    path(CARD + "ruling/final/", rulings.finalise, name="finalise_ruling"),
    path(CARD + "urgent/", urgent.ask, name="ask_urgent"),
    path(CARD + "urgent/acceptance/", urgent.accept, name="accept_urgent"),
    path(CARD + "urgent/refusal/", urgent.decline, name="decline_urgent"),
    path(CARD + "urgent/undo/", urgent.end, name="end_urgent"),
    path(CARD + "print/", page.printed, name="print"),
    path(CARD + "clocks/<slug:kind>/", proof.clock, name="why_clock"),
    path(CARD + "verdict/", proof.verdict, name="why_verdict"),
    path(CARD + "files/<uuid:file_id>/", files.file, name="file"),
    path(CARD + "files/<uuid:file_id>/preview/", files.picture, name="preview"),
    path(CARD + "originals/<uuid:original_id>/", card_original.original, name="original"),
    path(CARD + "originals/<uuid:original_id>/content/", card_original.original_content, name="original_content"),
    path(CARD + "page/answer/", alarms.answer, name="answer_page"),
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
    path(CARD + "title/", handling.retitle, name="retitle"),
    path(CARD + "identification/", identification.identify, name="identify"),
    path("customers/", listing.customers, name="customers"),
    path("customers/new/", facts.add, name="add_customer"),
    path(HOSPITAL, sections.overview, name="customer"),
    path(HOSPITAL + "places/", sections.places, name="customer_places"),
    path(HOSPITAL + "contacts/", sections.contacts, name="customer_contacts"),
    path(HOSPITAL + "dossier/", sections.dossier, name="customer_dossier"),
    path(HOSPITAL + "installations/", sections.installations, name="customer_installations"),
    path(HOSPITAL + "agreements/", sections.agreements, name="customer_agreements"),
    path(HOSPITAL + "cards/", sections.cards, name="customer_cards"),
    path(HOSPITAL + "history/", sections.history, name="customer_history"),
    path(HOSPITAL + "facts/", facts.change, name="change_customer"),
    path(HOSPITAL + "campuses/new/", facts.add_campus, name="add_campus"),
    path(HOSPITAL + "campuses/<int:campus>/", facts.change_campus, name="change_campus"),
    path(HOSPITAL + "campuses/<int:campus>/retirement/", facts.retire_campus, name="retire_campus"),
    path(HOSPITAL + "campuses/<int:campus>/retirement/undo/", facts.bring_back_campus, name="bring_back_campus"),
    path(HOSPITAL + "departments/new/", facts.add_department, name="add_department"),
    path(HOSPITAL + "departments/<int:department>/", facts.change_department, name="change_department"),
    path(HOSPITAL + "departments/<int:department>/retirement/", facts.retire_department, name="retire_department"),
    path(
        HOSPITAL + "departments/<int:department>/retirement/undo/",
        facts.bring_back_department,
        name="bring_back_department",
    ),
    path(HOSPITAL + "contacts/new/", facts.add_contact, name="add_contact"),
    path(HOSPITAL + "contacts/<int:contact>/", facts.change_contact, name="change_contact"),
    path(HOSPITAL + "contacts/<int:contact>/retirement/", facts.retire_contact, name="retire_contact"),
    path(HOSPITAL + "contacts/<int:contact>/retirement/undo/", facts.bring_back_contact, name="bring_back_contact"),
    path(HOSPITAL + "account-manager/", hospital_people.account_manager, name="account_manager"),
    path(HOSPITAL + "deputy/", hospital_people.deputy, name="deputy"),
    path(HOSPITAL + "works/new/", hospital_people.work, name="record_work"),
    path(HOSPITAL + "postings/new/", hospital_people.post_resident, name="post_resident"),
    path(HOSPITAL + "postings/<int:posting>/end/", hospital_people.end_posting, name="end_posting"),
    path(HOSPITAL + "dossier/<slug:section>/new/", environment.add_entry, name="add_entry"),
    path(HOSPITAL + "dossier/<int:entry>/", environment.change_entry, name="change_entry"),
    path(HOSPITAL + "dossier/<int:entry>/removal/", environment.remove_entry, name="remove_entry"),
    path(HOSPITAL + "installations/new/", environment.install, name="install"),
    path(HOSPITAL + "installations/<int:installation>/version/", environment.change_version, name="change_version"),
    path(HOSPITAL + "installations/<int:installation>/end/", environment.uninstall, name="uninstall"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreement_keeping.add, name="add_agreement"),
    path("renewals/", accounts.board, name="renewals"),
    path("renewals.xlsx", accounts_excel.renewals_sheet, name="renewals_sheet"),
    path("renewals/<int:line>/case.pdf", accounts.case, name="renewal_case"),
    path("accounts/<int:hospital>/", accounts.account, name="account"),
    path(AGREEMENT, agreements.agreement, name="agreement"),
    path(AGREEMENT + "dates/", agreement_keeping.change_dates, name="change_dates"),
    path(AGREEMENT + "lines/new/", agreement_keeping.add_line, name="add_line"),
    path(AGREEMENT + "lines/<int:line>/free-end/", agreement_keeping.change_free_end, name="change_free_end"),
    path(AGREEMENT + "lines/<int:line>/periods/new/", agreement_keeping.add_period, name="add_period"),
    path(AGREEMENT + "lines/<int:line>/targets/", agreement_keeping.targets, name="set_targets"),
    path(AGREEMENT + "lines/<int:line>/renewal/", agreement_terms.renewal, name="renew"),
    path(AGREEMENT + "periods/<int:period>/end/", agreement_keeping.change_period_end, name="change_period_end"),
    path(AGREEMENT + "periods/<int:period>/fee/", agreement_terms.fee, name="set_fee"),
    path(AGREEMENT + "periods/<int:period>/stop/", agreement_terms.stop, name="stop_cover"),
    path(AGREEMENT + "periods/<int:period>/stop/undo/", agreement_terms.resume, name="resume_cover"),
    path(AGREEMENT + "instalments/<int:instalment>/payment/", agreement_terms.payment, name="record_payment"),
    path(AGREEMENT + "instalments/<int:instalment>/payment/undo/", agreement_terms.undo_payment, name="undo_payment"),
    path(AGREEMENT + "engineer/", agreement_terms.engineer, name="name_engineer"),
    path(AGREEMENT + "documents/new/", agreement_terms.add_document, name="add_document"),
    path(AGREEMENT + "documents/<int:document>/", agreement_terms.document, name="agreement_document"),
    path(AGREEMENT + "documents/<int:document>/undo/", agreement_terms.withdraw_document, name="withdraw_document"),
    path(AGREEMENT + "termination/", agreement_keeping.terminate, name="terminate"),
]

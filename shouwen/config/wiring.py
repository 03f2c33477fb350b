"""Up by event: one table of what follows which event, and one of who delivers over which channel."""

from collections.abc import Mapping
from functools import partial

from shouwen.apps.accounts.reactions import agreement_renewed, quote_confirmed
from shouwen.apps.agreements.events import Code as Agreed
from shouwen.apps.automation import looking
from shouwen.apps.automation import reactions as automation
from shouwen.apps.automation.events import Code as Rules
from shouwen.apps.billing.events import Book
from shouwen.apps.billing.events import Code as Money
from shouwen.apps.billing.reactions import judged, urgent_ended, visit_agreed, visit_called_off
from shouwen.apps.calendars.actions import PUBLISHED
from shouwen.apps.channels.events import Code as Letter
from shouwen.apps.complaints.events import Code as Complaint
from shouwen.apps.complaints.reactions import colleague_left, customer_asked
from shouwen.apps.consultations.events import Code as Expert
from shouwen.apps.conversations import reactions as conversations
from shouwen.apps.customers.events import Code as Record
from shouwen.apps.duty.events import Code as Duty
from shouwen.apps.faxes import sending as faxes
from shouwen.apps.faxes.actions import CHANNEL as FAX
from shouwen.apps.faxes.reactions import mail_came, mail_on_a_card
from shouwen.apps.ledger.bus import Table, subscribe
from shouwen.apps.ledger.unit_of_work import confirm_by
from shouwen.apps.notices import groups, letters, texts
from shouwen.apps.notices.of_agreement import tell_both_sides
from shouwen.apps.notices.of_complaint import tell_of_complaint
from shouwen.apps.notices.of_experts import (
    tell_of_certificate,
    tell_of_consultation,
    tell_of_solution,
    tell_of_visit,
)
from shouwen.apps.notices.of_hospital import tell_hospital
from shouwen.apps.notices.of_money import tell_of_quote, tell_of_statement
from shouwen.apps.notices.of_rota import tell_colleague, tell_planners
from shouwen.apps.notices.of_rule import tell_of_stopped
from shouwen.apps.notices.of_survey import tell_of_low
from shouwen.apps.notices.of_webhook import tell_keeper
from shouwen.apps.notices.reactions import tell
from shouwen.apps.notices.sending import LETTER
from shouwen.apps.outbox.channels import Sender, register
from shouwen.apps.paging import reactions as paging
from shouwen.apps.people import house_rules
from shouwen.apps.people.access import still_may
from shouwen.apps.people.actions import email
from shouwen.apps.people.events import Code as Person
from shouwen.apps.people.letters import send as send_confirmation
from shouwen.apps.progress import reactions as progress
from shouwen.apps.remote import reactions as remote
from shouwen.apps.search.reactions import (
    index_identification,
    index_message,
    index_opening,
    index_resolution,
    index_title,
)
from shouwen.apps.settings import queries as settings
from shouwen.apps.surveys.events import Code as Survey
from shouwen.apps.surveys.reactions import card_closed, card_rated, card_reopened
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.reactions import calendar_published
from shouwen.apps.webhooks import calls
from shouwen.apps.webhooks.actions.sending import CHANNEL as WEBHOOK
from shouwen.apps.webhooks.events import Code as Webhook
from shouwen.apps.webhooks.kinds import FOR_VENDOR
from shouwen.apps.webhooks.reactions import call
from shouwen.policy.rules import When
from shouwen.ui.faces.fax import fax_paper

REACTIONS: Table = {
    PUBLISHED: (calendar_published,),
    Code.ACCEPTED: (index_opening,),
    Code.NOTED: (index_message,),
    Code.FIRST_CONTACT_SET: (tell,),
    Code.DIRECTOR_TOLD: (tell,),
    Code.TAKEN: (tell,),
    Code.REPLIED: (tell, index_message, conversations.card_replied),
    Code.HELD: (tell,),
    Code.RESOLVED: (tell, index_resolution),
    Code.REOPENED: (tell, card_reopened),
    Code.SUBSTITUTED: (tell,),
    Code.FOLLOWED_UP: (tell,),
    Code.CLOSED: (tell, card_closed, conversations.card_ended, remote.card_ended),
    Code.TALK_WAITS: (tell,),
    Code.REMOTE_ASKED: (tell,),
    Code.REMOTE_GRANTED: (tell,),
    Code.REMOTE_REFUSED: (tell,),
    Code.REMOTE_WITHDRAWN: (tell,),
    Code.REMOTE_ENDED: (tell,),
    Code.REMOTE_WRITTEN: (tell,),
    Code.REMOTE_CONFIRMED: (tell,),
    Code.REMOTE_REJECTED: (tell,),
    Code.REMOTE_PASSED_ON: (tell,),
    Code.ONSITE_PROPOSED: (tell,),
    Code.TALK_OFFERED: (tell,),
    Code.WARNED: (tell,),
    Code.BREACHED: (tell,),
    Code.CLIMBED: (tell,),
    Code.CLIMB_PROPOSED: (tell,),
    Code.FAX_TRIED: (tell,),
    Letter.CAME: (mail_came,),
    Letter.TAKEN_IN: (mail_on_a_card,),
    Letter.ATTACHED: (mail_on_a_card,),
    Code.OFFERED: (tell,),
    Code.OFFER_ACCEPTED: (tell,),
    Code.OFFER_DECLINED: (tell,),
    Code.OFFER_LAPSED: (tell,),
    Code.PASSED_ON: (tell,),
    Code.CHASED: (tell,),
    Code.DISPUTED: (tell,),
    Code.DISPUTE_SETTLED: (tell,),
    Code.DISPATCHED: (tell, remote.sent),
    Code.ANNOUNCED: (tell, index_message),
    Code.RATED: (tell, card_rated),
    Code.IDENTIFIED: (tell, index_identification),
    Record.ACCOUNT_MANAGER_CHANGED: (tell_hospital,),
    Record.DEPUTY_CHANGED: (tell_hospital,),
    Code.CONFIRMED: (tell,),
    Code.JUDGED: (judged,),
    Code.RETITLED: (index_title,),
    Code.PAGED: (tell,),
    Code.WORD_PRESSED: (tell,),
    Code.WORD_ESCALATED: (tell,),
    Duty.HOLES: (tell_planners,),
    Duty.SWAP_ASKED: (tell_colleague,),
    Duty.SWAP_ANSWERED: (tell_colleague,),
    Webhook.GIVEN_UP: (tell_keeper,),
    Agreed.COVER_ENDS: (tell_both_sides,),
    Agreed.RENEWED: (agreement_renewed,),
    Agreed.COVER_RESUMED: (agreement_renewed,),
    Agreed.PERIOD_END_CHANGED: (agreement_renewed,),
    Agreed.FREE_END_CHANGED: (agreement_renewed,),
    Survey.ANSWERED: (customer_asked,),
    Survey.LOW: (tell_of_low,),
    Person.LEFT: (colleague_left, automation.colleague_left),
    Rules.STOPPED: (tell_of_stopped,),
    Code.RULE_TOLD: (tell,),
    Complaint.FILED: (tell_of_complaint,),
    Complaint.ASSIGNED: (tell_of_complaint,),
    Complaint.UNASSIGNED: (tell_of_complaint,),
    Complaint.SAID: (tell_of_complaint,),
    Complaint.PROPOSED: (tell_of_complaint,),
    Complaint.APPROVED: (tell_of_complaint,),
    Complaint.RETURNED: (tell_of_complaint,),
    Complaint.ANSWERED: (tell_of_complaint,),
    Complaint.CONCLUDED: (tell_of_complaint,),
    Complaint.ACCEPTED: (tell_of_complaint,),
    Complaint.REJECTED: (tell_of_complaint,),
    Complaint.REOPENED: (tell_of_complaint,),
    Complaint.WITHDRAWN: (tell_of_complaint,),
    Complaint.WARNED: (tell_of_complaint,),
    Complaint.BREACHED: (tell_of_complaint,),
    Money.SENT: (tell_of_quote,),
    Money.CONFIRMED: (tell_of_quote, quote_confirmed),
    Money.DECLINED: (tell_of_quote,),
    Money.EXPIRED: (tell_of_quote,),
    Money.VOIDED: (tell_of_quote,),
    Money.GIVEN_BACK: (tell_of_quote,),
    Book.CLOSED: (tell_of_statement,),
    Expert.CALLED: (tell_of_consultation,),
    Expert.WARNED: (tell_of_consultation,),
    Expert.PRESSED: (tell_of_consultation,),
    Expert.ESCALATED: (tell_of_consultation,),
    Expert.FROZEN: (tell_of_consultation,),
    Expert.PROPOSED: (tell_of_visit,),
    Expert.AGREED: (tell_of_visit, visit_agreed),
    Expert.CALLED_OFF: (visit_called_off, tell_of_visit),
    Expert.VISIT_REPLACED: (visit_called_off,),
    Expert.VISIT_PASSED_ON: (tell_of_visit,),
    Expert.DECLINED: (tell_of_visit,),
    Expert.APPROVED: (tell_of_solution,),
    Expert.EXPIRES: (tell_of_certificate,),
    Code.URGENT_ASKED: (tell,),
    Code.URGENT_ACCEPTED: (tell,),
    Code.URGENT_DECLINED: (tell, urgent_ended),
    Code.URGENT_ENDED: (tell, urgent_ended),
    Code.URGENT_WARNED: (tell,),
    Code.URGENT_MISSED: (tell, urgent_ended),
    Code.RULING_PROPOSED: (tell,),
    Code.RULED: (tell,),
    Code.RULING_APPEALED: (tell,),
    Code.RULING_FINAL: (tell,),
    Code.RULING_WARNED: (tell,),
    Code.RULING_LATE: (tell,),
}
# What time may owe the hospital, and whom it may wake.
WATCHED: tuple[Table, ...] = (
    dict.fromkeys(progress.FOLLOWED, (progress.follow,)),
    dict.fromkeys(paging.FOLLOWED, (paging.raise_or_end,)),
)
# What rules may look at, put aside for the clock.
AUTOMATED: Table = dict.fromkeys((Code(each) for each in When), (automation.hear,))
# What programs of others can listen for.
CALLED: Table = dict.fromkeys(FOR_VENDOR, (call,))

SENDERS: Mapping[str, Sender] = {
    LETTER: letters.send,
    texts.CHANNEL: texts.send,
    groups.CHANNEL: groups.send,
    email.CHANNEL: send_confirmation,
    WEBHOOK: calls.send,
    FAX: partial(faxes.send, draw=fax_paper),
    automation.CHANNEL: looking.send,
}


def install() -> None:
    """Called once, when every app is loaded."""
    for table in (REACTIONS, *WATCHED, AUTOMATED, CALLED):
        for code, reactions in table.items():
            subscribe(code, *reactions)
    confirm_by(still_may)
    house_rules.read_by(settings.house_rules)
    for channel, sender in SENDERS.items():
        register(channel, sender)

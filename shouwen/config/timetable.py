"""Every timed act, on one screen. `shouwen worker` runs it; so does `shouwen serve`, in a process of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.utils import timezone

from shouwen.apps.agreements.jobs import warn_of_ends
from shouwen.apps.automation.reactions import CHANNEL as RULES
from shouwen.apps.billing.jobs import draft_month, expire_quotes
from shouwen.apps.channels.jobs import fetch
from shouwen.apps.complaints.jobs import watch as watch_complaints
from shouwen.apps.consultations.jobs import press_consultations, warn_of_certificates
from shouwen.apps.conversations.jobs import tend
from shouwen.apps.duty.actions import warn_of_holes
from shouwen.apps.files.jobs import scrub, sweep
from shouwen.apps.imports.jobs import forget_old
from shouwen.apps.notices.jobs import release
from shouwen.apps.originals.jobs import let_go, turn_keys
from shouwen.apps.outbox.jobs import deliver
from shouwen.apps.outbox.receipts import settle_receipts
from shouwen.apps.paging.jobs import call
from shouwen.apps.people.allowance import forget_spent
from shouwen.apps.progress.jobs import press_for_words
from shouwen.apps.remote.jobs import watch as watch_remote
from shouwen.apps.tickets.actions.repromise import repromise_batch
from shouwen.apps.tickets.jobs import close_and_archive, come_back, tell_terms, watch
from shouwen.apps.webhooks.actions.sending import CHANNEL as WEBHOOK


class Timed(NamedTuple):
    """Run every so many seconds; at once again while it finds work. `run` gives how much it did."""

    name: str
    every: int
    run: Callable[[datetime], int]


TIMETABLE = (
    Timed("deadlines and climbs", 5, watch),
    Timed("calls for grades 1 and 2", 5, call),
    Timed("words that the hospital is owed", 15, press_for_words),
    Timed("conversations that wait", 15, tend),
    Timed("remote sessions", 15, watch_remote),
    Timed("unanswered offers", 15, come_back),
    Timed("deadlines of complaints", 30, watch_complaints),
    Timed("promises by a new calendar", 5, lambda now: repromise_batch(at=now)),
    Timed("urgent responses and rulings", 15, tell_terms),
    Timed("agreements that end", 3600, warn_of_ends),
    Timed("holes in the rota", 600, lambda now: warn_of_holes(at=now)),
    Timed("closing and archiving", 60, close_and_archive),
    Timed("quotes that nobody answered", 600, expire_quotes),
    Timed("statements of the month", 3600, draft_month),
    Timed("consultations that are due", 15, press_consultations),
    Timed("certificates that end", 3600, warn_of_certificates),
    Timed("imports that nobody confirmed", 600, forget_old),
    Timed("damaged files", 60, scrub),
    Timed("half-written files", 3600, sweep),
    Timed("notices that waited", 15, release),
    Timed("receipts that came early", 15, lambda now: settle_receipts(at=now)),
    Timed("originals whose days are over", 3600, let_go),
    Timed("originals under an older key", 3600, turn_keys),
    Timed("spent allowances", 3600, forget_spent),
    Timed("ended sessions", 3600, lambda now: Session.objects.filter(expire_date__lt=now).delete()[0]),
)
# In threads of their own: whoever answers slowly out there, or never, holds up no deadline, and calls no letter.
LETTERS = (Timed("deliveries", 5, lambda _now: deliver(timezone.now, 2, but={WEBHOOK, RULES})),)
MAILBOX = (Timed("mailbox", 15, fetch),)
RULING = (Timed("automation rules", 2, lambda _now: deliver(timezone.now, 5, only={RULES})),)
CALLS = (Timed("webhooks", 5, lambda _now: deliver(timezone.now, 2, only={WEBHOOK})),)

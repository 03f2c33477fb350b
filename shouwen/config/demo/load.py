"""Load the whole demo into an empty database, in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from shouwen.apps.customers.access import actor_of
from shouwen.apps.notices.actions import keep_quiet, read_all
from shouwen.apps.people.models import User
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.config.demo.aids import load_aids
from shouwen.config.demo.calls import load_answers, load_calls
from shouwen.config.demo.complaints import load_complaints
from shouwen.config.demo.desk import load_desk
from shouwen.config.demo.experts import load_experts
from shouwen.config.demo.faxes import load_faxes
from shouwen.config.demo.history import Progress, load_cards
from shouwen.config.demo.hospitals import load_hospitals, load_modules
from shouwen.config.demo.letters import load_letters
from shouwen.config.demo.money import load_money
from shouwen.config.demo.people import load_staff
from shouwen.config.demo.privacy import load_privacy
from shouwen.config.demo.remote import load_remote
from shouwen.config.demo.rules import load_rules
from shouwen.config.demo.talks import load_talks
from shouwen.config.demo.terms import load_terms

CARDS = 3000
# Everybody has read what he was told until yesterday.
READ_AFTER = timedelta(hours=20)


def is_empty() -> bool:
    """True when nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def load(password: str, now: datetime, cards: int = CARDS, say: Progress = lambda loaded: None) -> int:
    """People, hospitals, agreements and cards; the number of cards. All or nothing."""
    staff = load_staff(password)
    load_hospitals(staff, load_modules(), now.astimezone(DESK_ZONE).date(), password)
    count = load_cards(cards, now, staff, say)
    load_desk(staff, now)
    load_terms(staff, now)
    load_letters(staff, now)
    load_complaints(staff, now)
    load_calls(staff, now)
    load_answers(staff, now)
    load_money(staff, now)
    load_experts(staff, now)
    load_talks(staff, now)
    load_remote(staff, now)
    load_faxes(staff, now)
    load_privacy(staff, now)
    load_aids(staff, now)
    load_rules(staff, now)
    keep_quiet(actor_of(staff["pm"]), "21:30", "07:30", "own", ["1", "2", "3", "4", "5"])
    keep_quiet(actor_of(staff["manager"]), "23:00", "06:30", "none", [])
    for person in User.objects.all():
        read_all(actor_of(person), at=now - READ_AFTER)
    return count

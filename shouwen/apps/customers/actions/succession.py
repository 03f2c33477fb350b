"""Hospitals of somebody who leaves pass to a colleague."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from shouwen.apps.customers.actions.tenure import follow
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Hospital, Posting, Tenure
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor


def hand_on_hospitals(actor: Actor, leaver: int, successor: User, because: str, *, at: datetime) -> None:
    """Hospitals and postings of somebody who leaves. Part of `departures.leave`, in its transaction.

    A deputy who becomes account manager is followed by nobody: that is decided by a person.
    """
    today = timezone.localdate(at)
    theirs = Q(account_manager=leaver) | Q(deputy=leaver)
    posted = Posting.objects.filter(engineer=leaver, until=None).values("hospital")
    for hospital in Hospital.objects.select_for_update().filter(theirs | Q(pk__in=posted)).order_by("pk"):
        if hospital.account_manager_id == leaver:
            follow(hospital, Tenure.Post.ACCOUNT_MANAGER, leaver, successor, today, because)
            hospital.account_manager = successor
            _record(hospital, Code.ACCOUNT_MANAGER_CHANGED, actor, at, leaver, successor, today)
        deputy = hospital.deputy_id
        after = None if successor.pk == hospital.account_manager_id else successor
        if deputy == leaver or (after is None and deputy == successor.pk):
            follow(hospital, Tenure.Post.DEPUTY, deputy, after, today, because)
            hospital.deputy = after
            _record(hospital, Code.DEPUTY_CHANGED, actor, at, deputy, after, today)
        hospital.save(update_fields=["account_manager", "deputy"])
        _hand_on_posting(hospital, actor, leaver, successor, today, at)


def _hand_on_posting(hospital: Hospital, actor: Actor, leaver: int, successor: User, today: date, at: datetime) -> None:
    for posting in hospital.postings.filter(engineer=leaver, until=None):
        posting.until = today
        posting.save(update_fields=["until"])
        record(hospital, Code.POSTING_ENDED, actor, at, person=leaver, until=today.isoformat())
        if not hospital.postings.filter(engineer=successor, until=None).exists():
            hospital.postings.create(engineer=successor, since=today)
            record(hospital, Code.RESIDENT_POSTED, actor, at, person=successor.pk, since=today.isoformat())


def _record(
    hospital: Hospital, code: Code, actor: Actor, at: datetime, before: int | None, person: User | None, today: date
) -> None:
    after = person.pk if person else None
    record(hospital, code, actor, at, before=before, person=after, since=today.isoformat())

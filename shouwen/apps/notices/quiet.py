"""Somebody's quiet hours, on the clock of the desk and by the calendar in force."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.notices.models import QuietHours
from shouwen.apps.people.models import User
from shouwen.policy.calendars import CalendarName
from shouwen.policy.roles import Role
from shouwen.policy.telling import NONE, Quiet, quiet_until, usual_quiet


def workday(day: date) -> bool:
    """Is the desk's office open on this day: holidays off, make-up days in?"""
    spec = working_times(newest().pk)[CalendarName.ONLINE].spec
    return bool(spec.hours_on(day))


def usual_of(person: User) -> Quiet:
    """What holds for him as long as he has chosen nothing."""
    return usual_quiet(Role(grant.role) for grant in person.grants.all()) if settings.USUAL_QUIET else NONE


def quiet_of(people: Sequence[User]) -> Mapping[int, Quiet]:
    """By person. One query, and his roles where they are not read yet."""
    chosen = {row.person_id: row.quiet for row in QuietHours.objects.filter(person__in=[each.pk for each in people])}
    return {each.pk: chosen[each.pk] if each.pk in chosen else usual_of(each) for each in people}


def not_before_of(quiet: Quiet, at: datetime) -> datetime:
    """The first instant from `at` on at which these hours let something through."""
    return quiet_until(quiet, timezone.localtime(at), workday)

"""Out of office: from a day until a day, and who stands in."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock, may_lead
from shouwen.apps.people.models import Absence, User
from shouwen.apps.people.queries import qualified
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

LONGEST = timedelta(days=400)


@act
def go_away(
    actor: Actor, person_id: int, first: date, last: date, substitute_id: int | None, words: str, *, at: datetime
) -> Absence:
    """Out of office from the first day until the last, both included, in the desk's own zone.

    One's own, or, as administrator or director, anybody's on the staff. From then on what would come to him goes to
    the substitute. Refused: `absent`, `not_your_role`; with `field`: `absent`, `is_away_himself`,
    `ends_before_it_starts`, `day_is_past`, `too_long`, `away_already`, `text_too_long`.
    """
    person = _own_or_led(actor, person_id)
    starts, ends = _instants(first, last, at)
    if person.absences.filter(withdrawn_at=None, starts_at__lt=ends, ends_at__gt=starts).exists():
        raise Refused("away_already", field="first")
    substitute = None
    if substitute_id is not None:
        substitute = qualified(substitute_id)
        if substitute is None:
            raise Refused("absent", field="substitute")
        if substitute.pk == person.pk:
            raise Refused("is_away_himself", field="substitute")
    absence = Absence.objects.create(
        user=person,
        starts_at=starts,
        ends_at=ends,
        substitute=substitute,
        words=checked_text(words, "words", limit=200, required=False),
    )
    events.record(
        person,
        events.Code.AWAY,
        actor,
        at,
        absence=absence.pk,
        starts=starts.isoformat(),
        ends=ends.isoformat(),
        substitute=substitute.pk if substitute else None,
    )
    return absence


@act
def be_back(actor: Actor, absence_id: int, *, at: datetime) -> Absence:
    """Take an absence back; one that has begun ends now. Refused: `absent`, `not_your_role`."""
    found = Absence.objects.filter(pk=absence_id, withdrawn_at=None, ends_at__gt=at).first()
    if found is None:
        raise Refused("absent")
    person = _own_or_led(actor, found.user_id)
    absence = Absence.objects.get(pk=found.pk)
    if absence.withdrawn_at is None:
        absence.withdrawn_at = at
        absence.save(update_fields=["withdrawn_at"])
        events.record(person, events.Code.AWAY_WITHDRAWN, actor, at, absence=absence.pk)
    return absence


def _own_or_led(actor: Actor, person_id: int) -> User:
    if not actor.is_staff or (actor.id != person_id and not may_lead(actor)):
        raise Refused("not_your_role", act="absence")
    return lock(person_id, kind=User.Kind.STAFF)


def _instants(first: date, last: date, at: datetime) -> tuple[datetime, datetime]:
    if last < first:
        raise Refused("ends_before_it_starts", field="last")
    if last - first > LONGEST:
        raise Refused("too_long", field="last", days=LONGEST.days)
    if last < timezone.localtime(at).date():
        raise Refused("day_is_past", field="last")
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

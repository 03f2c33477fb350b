"""Every act on an original, with what has to be true before it."""

from datetime import timedelta

from django.conf import settings

from shouwen.apps.originals import actions as originals
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import content_of
from shouwen.apps.originals.sealing import seal
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.original import open_original
from shouwen.apps.tickets.models import Ticket
from tests.cast import at
from tests.faults.desk_acts import Desk, Step


def covered(desk: Desk) -> None:
    number = desk.cast.report().number
    key = "covered-0123456789abcdef"
    cards.reply(desk.by("ward_a"), number, "住院号：00123456", at=at(2), submission=key)


def under_an_old_key(desk: Desk) -> None:
    settings.ORIGINAL_KEYS.setdefault("old", b"0" * 32)
    covered(desk)
    row = Original.objects.get()
    row.key, row.sealed = seal(row.pk, content_of(row), key="old")
    row.save()


def opened(desk: Desk) -> object:
    return open_original(desk.by("agent"), Ticket.objects.get().number, Original.objects.get().pk, "核对", at=at(3))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "tickets.open_original": ((covered,), opened),
    "originals.delete_expired": (
        (covered,),
        lambda d: originals.delete_expired(at=at(2) + timedelta(days=31)),
    ),
    "originals.reseal": ((under_an_old_key,), lambda d: originals.reseal(at=at(3))),
}

"""Letters that came in, for those who tend them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from shouwen.apps.channels.actions.quarantine import may_tend_mail
from shouwen.apps.channels.models import Mail
from shouwen.apps.originals.models import Original
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25


@dataclass(frozen=True)
class Page:
    mails: Sequence[Mail]
    # The cursor of the next page, "" when this is the last one.
    after: str


def mails(actor: Actor, *, waiting: bool, after: str = "", size: int = PAGE) -> Page:
    """What waits, the oldest first; else everything, the newest first. One query. Refused: `not_your_role`."""
    _tends(actor)
    rows = Mail.objects.select_related("ticket", "handled_by")
    good = after.isascii() and after.isdigit() and len(after) < 19
    if waiting:
        rows = rows.filter(state=Mail.State.WAITING).order_by("pk")
        rows = rows.filter(pk__gt=int(after)) if good else rows
    else:
        rows = rows.order_by("-pk")
        rows = rows.filter(pk__lt=int(after)) if good else rows
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def count_waiting() -> int:
    return Mail.objects.filter(state=Mail.State.WAITING).count()


def mail_of(actor: Actor, pk: int) -> Mail:
    """One letter. Refused: `not_your_role`, `absent`."""
    _tends(actor)
    sealed = Prefetch("files__file__original", queryset=Original.objects.defer("sealed"))
    rows = Mail.objects.select_related("ticket", "handled_by").prefetch_related("files__file", sealed)
    mail = rows.filter(pk=pk).first()
    if mail is None:
        raise Refused("absent")
    return mail


def _tends(actor: Actor) -> None:
    if not may_tend_mail(actor):
        raise Refused("not_your_role", act="mail")

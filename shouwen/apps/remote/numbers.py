"""Numbers of authorisations and sessions, counted within the desk's own month."""

from datetime import datetime

from django.db.models import Model

from shouwen.apps.ledger.unit_of_work import alone_in
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets.numbers import DESK_ZONE

KINDS: dict[str, type[Model]] = {"RA": Authorisation, "RS": RemoteSession}


def next_number(prefix: str, at: datetime) -> str:
    """`RS-202611-0042`: the one after the last; two at one moment wait for one another."""
    start = f"{prefix}-{at.astimezone(DESK_ZONE):%Y%m}-"
    alone_in(f"number:{start}")
    kept = KINDS[prefix]._default_manager.filter(number__startswith=start).order_by("-number")
    last = kept.values_list("number", flat=True).first()
    return f"{start}{int(str(last)[-4:]) + 1 if last else 1:04d}"

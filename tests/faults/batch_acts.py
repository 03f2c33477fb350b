"""The acts on many cards at once, tried with one card."""

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.batch import Wanted
from shouwen.apps.tickets.models import Batch
from tests.cast import Cast, at


def wanted(cast: Cast) -> Wanted:
    return Wanted("offer", cast.users["developer"].pk, None, "要看代码")


def begin_batch(cast: Cast, number: str, key: str) -> object:
    said = {"at": at(3), "submission": f"{key}-0123456789abcdef-batch"}
    return actions.begin_batch(cast.actor("agent"), wanted(cast), [number], **said)


def do_item(cast: Cast, number: str, _key: str) -> object:
    return actions.do_item(cast.actor("agent"), _batch(number).pk, number, wanted(cast), at=at(4))


def undo_item(cast: Cast, number: str, _key: str) -> object:
    return actions.undo_item(cast.actor("agent"), _batch(number).pk, number, at=at(5))


def _batch(number: str) -> Batch:
    return Batch.objects.get(items__ticket__number=number)

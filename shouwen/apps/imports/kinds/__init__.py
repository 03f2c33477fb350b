"""What can be imported, one module per kind: each finds the row's subject and calls the acts that it needs."""

from collections.abc import Callable, Mapping

from shouwen.apps.customers.access import may_keep
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.kinds import agreements, calls, contacts, hospitals, installations, people
from shouwen.apps.imports.rows import Outcome, Row
from shouwen.apps.people.access import may_manage
from shouwen.policy.roles import Actor

KINDS: Mapping[str, Callable[[Desk, Row], Outcome]] = {
    "hospitals": hospitals.bring,
    "contacts": contacts.bring,
    "installations": installations.bring,
    "agreements": agreements.bring,
    "people": people.bring,
    "calls": calls.bring,
}


def may_import(actor: Actor, kind: str) -> bool:
    """As the acts themselves allow."""
    if kind == "calls":
        return actor.is_qualified
    return may_manage(actor) if kind == "people" else may_keep(actor) and actor.is_staff

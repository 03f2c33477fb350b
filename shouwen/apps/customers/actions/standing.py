"""Who may stand for a hospital: qualified staff, and two different people."""

from shouwen.apps.people.models import User
from shouwen.apps.people.queries import qualified
from shouwen.policy.refusal import Refused


def named(person_id: int | None, field: str) -> User:
    """The person whom a form names. Refused with `field`: `text_missing`, `absent`."""
    if person_id is None:
        raise Refused("text_missing", field=field)
    person = qualified(person_id)
    if person is None:
        raise Refused("absent", field=field)
    return person


def standing_contacts(manager_id: int | None, deputy_id: int | None) -> tuple[User, User | None]:
    """Account manager and deputy. Refused with `field`: `text_missing`, `absent`, `same_person`."""
    manager = named(manager_id, "account_manager")
    deputy = named(deputy_id, "deputy") if deputy_id is not None else None
    if deputy == manager:
        raise Refused("same_person", field="deputy")
    return manager, deputy

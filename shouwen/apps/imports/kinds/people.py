"""Colleagues, found by their account."""

from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Outcome, Row
from shouwen.apps.people.actions import add_person, change_person, grant_role
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused

DETAILS = ("name", "email", "phone", "level")


def bring(desk: Desk, row: Row) -> Outcome:
    """Roles are added, never taken away by a file; who left is let back on his own page."""
    roles = row.codes("roles")
    person = User.objects.filter(username__iexact=row.text("username")).first() if row.text("username") else None
    if person is None:
        if not roles:
            raise Refused("text_missing", field="roles")
        made, _secret = add_person(desk.actor, row.text("username"), roles[0], _details(row, None), at=desk.at)
        _grant(desk, made, roles[1:])
        return Outcome(row.number, "new", tuple(row.given("username", *DETAILS, "roles")))
    if person.kind != User.Kind.STAFF or not person.is_active:
        raise Refused("username_taken", field="username")
    changes = row.differs({name: getattr(person, name) for name in DETAILS})
    if changes:
        change_person(desk.actor, person.pk, _details(row, person), at=desk.at)
    before = sorted(person.grants.values_list("role", flat=True))
    more = [role for role in roles if role not in before]
    if more:
        _grant(desk, person, more)
        changes.append(("roles", ",".join(before), ",".join(sorted([*before, *more]))))
    return Outcome(row.number, "changed" if changes else "unchanged", tuple(changes))


def _details(row: Row, person: User | None) -> Details:
    told = {name: row.text(name) or (getattr(person, name) if person else "") for name in DETAILS}
    return Details(**told)


def _grant(desk: Desk, person: User, roles: list[str]) -> None:
    for role in roles:
        grant_role(desk.actor, person.pk, role, at=desk.at)

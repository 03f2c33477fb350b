"""A hospital's contacts, found by their name at the hospital."""

from shouwen.apps.customers.actions import ContactFacts, add_contact, change_contact
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Outcome, Row
from shouwen.policy.refusal import Refused

COLUMNS = ("hospital", "name", "title", "phone", "campus", "department", "is_it")


def bring(desk: Desk, row: Row) -> Outcome:
    """Two contacts of one name cannot be told apart by a file."""
    hospital = desk.hospital(row)
    department, is_it = desk.department(hospital, row), row.flag("is_it")
    name = row.text("name")
    found = list(hospital.contacts.filter(name=name, retired_on=None).select_related("department", "user")[:2])
    if len(found) > 1:
        raise Refused("import_ambiguous", field="name")
    if not found:
        facts = ContactFacts(
            name, row.text("title"), row.text("phone"), department.pk if department else None, bool(is_it)
        )
        add_contact(desk.actor, hospital.pk, facts, at=desk.at)
        return Outcome(row.number, "new", tuple(row.given(*COLUMNS)))
    contact = found[0]
    changes = row.differs({"title": contact.title, "phone": contact.phone, "is_it": contact.is_it})
    if department is not None and department.pk != contact.department_id:
        changes.append(("department", contact.department.name if contact.department else "", department.name))
    if changes:
        facts = ContactFacts(
            name,
            row.text("title") or contact.title,
            row.text("phone") or contact.phone,
            department.pk if department else contact.department_id,
            contact.is_it if is_it is None else is_it,
            contact.user.username if contact.user else "",
            contact.fax,
        )
        change_contact(desk.actor, hospital.pk, contact.pk, facts, at=desk.at)
    return Outcome(row.number, "changed" if changes else "unchanged", tuple(changes))

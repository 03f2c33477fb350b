"""Hospitals with campuses and departments: a row per department, or per campus, or per hospital."""

from shouwen.apps.customers.actions import HospitalFacts, add_campus, add_department, add_hospital, change_hospital
from shouwen.apps.customers.models import Hospital
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Change, Outcome, Row, columns
from shouwen.policy.credit_code import normalised
from shouwen.policy.refusal import Refused

FACTS = ("name", "credit_code", "short_name", "category", "address")


def bring(desk: Desk, row: Row) -> Outcome:
    """Found by credit code, else by name. Who stands for a hospital is changed on its own page, with a reason."""
    found = desk.hospitals(row.text("name"), row.text("credit_code"))
    if len(found) > 1:
        raise Refused("import_ambiguous", field="credit_code")
    if not found:
        hospital = _add(desk, row)
        _places(desk, row, hospital)
        return Outcome(row.number, "new", tuple(row.given(*FACTS, "account_manager", "deputy", "campus", "department")))
    changes = [*_change(desk, row, found[0]), *_places(desk, row, found[0])]
    return Outcome(row.number, "changed" if changes else "unchanged", tuple(changes))


def _add(desk: Desk, row: Row) -> Hospital:
    manager, deputy = desk.colleague(row, "account_manager"), desk.colleague(row, "deputy")
    facts = HospitalFacts(
        row.text("name"),
        row.text("short_name") or row.text("name")[:40],
        row.text("category") or Hospital.Category.GENERAL,
        row.text("credit_code"),
        row.text("address"),
    )
    hospital = add_hospital(
        desk.actor,
        facts,
        account_manager_id=manager.pk if manager else None,
        deputy_id=deputy.pk if deputy else None,
        campus=row.text("campus"),
        since=desk.today,
        at=desk.at,
    )
    desk.stands_for(hospital)
    return hospital


def _change(desk: Desk, row: Row, hospital: Hospital) -> list[Change]:
    for column, holder in (("account_manager", hospital.account_manager_id), ("deputy", hospital.deputy_id)):
        told = desk.colleague(row, column)
        if told is not None and told.pk != holder:
            raise Refused("import_standing", field=column)
    now = {name: getattr(hospital, name) or "" for name in FACTS}
    code = row.text("credit_code")
    told_row = Row(row.number, dict(row.values) | ({"credit_code": normalised(code)} if code else {}))
    changes = told_row.differs(now)
    if changes:
        wanted = now | {column: after for column, _before, after in changes}
        change_hospital(desk.actor, hospital.pk, HospitalFacts(**wanted), at=desk.at)
    return changes


def _places(desk: Desk, row: Row, hospital: Hospital) -> list[Change]:
    """The campus and the department that are not there yet."""
    changes: list[Change] = []
    name, department = row.text("campus"), row.text("department")
    if not name:
        if department:
            raise Refused("text_missing", field="campus")
        return changes
    campus = hospital.campuses.filter(name=name, retired_on=None).first()
    if campus is None:
        with columns(name="campus"):
            campus = add_campus(desk.actor, hospital.pk, name, at=desk.at)
        changes.append(("campus", "", name))
    if department and not campus.departments.filter(name=department, retired_on=None).exists():
        with columns(name="department"):
            add_department(desk.actor, hospital.pk, campus.pk, department, at=desk.at)
        changes.append(("department", "", department))
    return changes

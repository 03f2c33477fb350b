"""Agreements with lines and paid periods: a row per paid period, or per line, or per agreement."""

from datetime import date

from shouwen.apps.agreements import actions
from shouwen.apps.agreements.models import Agreement, Line
from shouwen.apps.customers.models import Hospital
from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Change, Outcome, Row, columns
from shouwen.apps.settings.queries import ever
from shouwen.policy.refusal import Refused
from shouwen.policy.setting import FREE_BASIS

DATES = ("signed_on", "started_on", "go_live_on", "first_accepted_on", "final_accepted_on")
LINE = ("module", "campus", "basis", "free_from", "special", "urgent_quota", "grace_days")
PERIOD = ("paid_from", "paid_until", "paid_services", "paid_special", "paid_policy_change", "paid_urgent_quota")
AT = {
    "starts_on": "paid_from", "ends_on": "paid_until", "services": "paid_services", "special": "paid_special",
    "urgent_quota": "paid_urgent_quota",
}  # fmt: skip


def bring(desk: Desk, row: Row) -> Outcome:
    """The agreement by its number, its line by module, campus and basis, a paid period by its two days.

    A line or a period that is there already is compared; what differs there is changed on the agreement's own page.
    """
    hospital, number = desk.hospital(row), row.text("number")
    found = Agreement.objects.for_actor(desk.actor).filter(number=number).first() if number else None
    if found is not None and found.hospital_id != hospital.pk:
        raise Refused("already_there", field="number")
    changes: list[Change] = []
    if found is None:
        dates = actions.Dates(*[row.day(name) for name in DATES])
        agreement = actions.add_agreement(desk.actor, hospital.pk, number, dates, at=desk.at)
    else:
        agreement = found
        changes += _dates(desk, row, agreement)
    if any(row.text(column) for column in (*LINE, *PERIOD)):
        line, added = _line(desk, row, agreement, hospital)
        changes += added
        if any(row.text(column) for column in PERIOD):
            changes += _period(desk, row, agreement, line)
    if found is None:
        return Outcome(row.number, "new", tuple(row.given("number", "hospital", *DATES, *LINE, *PERIOD)))
    return Outcome(row.number, "changed" if changes else "unchanged", tuple(changes))


def _dates(desk: Desk, row: Row, agreement: Agreement) -> list[Change]:
    now: dict[str, date | None] = {name: getattr(agreement, name) for name in DATES}
    wanted = {name: row.day(name) or now[name] for name in DATES}
    changes = row.differs(now)
    if changes:
        actions.change_dates(desk.actor, agreement.pk, actions.Dates(**wanted), at=desk.at)
    return changes


def _line(desk: Desk, row: Row, agreement: Agreement, hospital: Hospital) -> tuple[Line, list[Change]]:
    module, campus = desk.module(row), desk.campus(hospital, row)
    basis = row.text("basis") or None
    free_from = row.day("free_from")
    quota, grace = row.amount("urgent_quota"), row.amount("grace_days")
    # An empty cell means the desk's setting: now for a new line, and whatever it was for one that came in before.
    bases = {basis} if basis else ever(FREE_BASIS)
    lines = list(agreement.lines.filter(module=module, campus=campus, basis__in=bases).order_by("pk"))
    if free_from is not None and len(lines) > 1:
        lines = [line for line in lines if line.free_from == free_from]
    if len(lines) > 1:
        raise Refused("import_ambiguous", field="free_from")
    if lines:
        _same(row, {name: getattr(lines[0], name) for name in LINE[3:]})
        return lines[0], []
    facts = actions.LineFacts(
        module_id=module.pk if module else None,
        campus_id=campus.pk if campus else None,
        basis=basis,
        free_from=free_from,
        special=row.codes("special"),
        urgent_quota=quota,
        grace_days=grace,
    )
    return actions.add_line(desk.actor, agreement.pk, facts, at=desk.at), row.given(*LINE)


def _period(desk: Desk, row: Row, agreement: Agreement, line: Line) -> list[Change]:
    first, last = row.day("paid_from"), row.day("paid_until")
    policy_change, quota = row.flag("paid_policy_change"), row.amount("paid_urgent_quota")
    there = line.paid_periods.filter(starts_on=first, ends_on=last).first() if first and last else None
    if there is not None:
        names = dict(zip(PERIOD[2:], ("services", "special", "policy_change", "urgent_quota"), strict=True))
        _same(row, {column: getattr(there, name) for column, name in names.items()})
        return []
    facts = actions.PeriodFacts(
        starts_on=first,
        ends_on=last,
        services=row.codes("paid_services"),
        special=row.codes("paid_special"),
        policy_change=bool(policy_change),
        urgent_quota=quota,
    )
    with columns(**AT):
        actions.add_period(desk.actor, agreement.pk, line.pk, facts, at=desk.at)
    return row.given(*PERIOD)


def _same(row: Row, now: dict[str, object]) -> None:
    different = row.differs(now)
    if different:
        raise Refused("import_fixed", field=different[0][0])

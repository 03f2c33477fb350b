"""What runs where: a row per module at a campus."""

from shouwen.apps.imports.desk import Desk
from shouwen.apps.imports.rows import Outcome, Row, columns
from shouwen.apps.installations.actions import change_version, install
from shouwen.apps.installations.models import Installation
from shouwen.policy.refusal import Refused


def bring(desk: Desk, row: Row) -> Outcome:
    """`since`: the day from which this version runs; of a module that runs already, the day of the change."""
    hospital = desk.hospital(row)
    campus, module, since = desk.campus(hospital, row), desk.module(row), row.day("since")
    for column, told in (("campus", campus), ("module", module), ("version", row.text("version"))):
        if not told:
            raise Refused("text_missing", field=column)
    running = Installation.objects.filter(campus=campus, module=module, until=None).first()
    if running is not None and running.version == row.text("version"):
        return Outcome(row.number, "unchanged")
    if since is None:
        raise Refused("text_missing", field="since")
    number = row.text("version")
    if running is None:
        ids = (campus.pk if campus else None, module.pk if module else None)
        install(desk.actor, hospital.pk, *ids, number, since=since, at=desk.at)
        return Outcome(row.number, "new", tuple(row.given("hospital", "campus", "module", "version", "since")))
    before = running.version
    with columns(on="since"):
        change_version(desk.actor, hospital.pk, running.pk, number, on=since, note="", at=desk.at)
    return Outcome(row.number, "changed", (("version", before, number),))

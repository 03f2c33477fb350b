"""A module is put in at a campus, gets another version, is taken out of use."""

from datetime import date, datetime

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.installations.events import Code, record
from shouwen.apps.installations.models import Installation, VersionChange
from shouwen.apps.installations.queries import offered_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

LIMIT = 24


@act
def install(
    actor: Actor,
    hospital_id: int,
    campus_id: int | None,
    module_id: int | None,
    version: str,
    *,
    since: date,
    at: datetime,
) -> Installation:
    """A module runs at a campus from the day `since`.

    Refused: `not_your_role`, `absent`; with `field`: `absent`, `module_retired`, `text_missing`, `text_too_long`,
    `already_there`.
    """
    hospital = lock_hospital(actor, hospital_id)
    campus = hospital.campuses.filter(pk=campus_id or 0, retired_on=None).first()
    if campus is None:
        raise Refused("absent", field="campus")
    module = offered_module(module_id)
    if module is None:
        raise Refused("absent", field="module")
    number = checked_text(version, "version", limit=LIMIT)
    if Installation.objects.filter(campus=campus, module=module, until=None).exists():
        raise Refused("already_there", field="module")
    row = Installation.objects.create(campus=campus, module=module, version=number, since=since)
    record(
        hospital,
        Code.INSTALLED,
        actor,
        at,
        campus=campus.pk,
        module=module.code,
        version=number,
        since=since.isoformat(),
    )
    return row


@act
def change_version(
    actor: Actor, hospital_id: int, installation_id: int, version: str, *, on: date, note: str, at: datetime
) -> Installation:
    """Another version from the day `on`; cards keep the version that they were accepted with.

    Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `nothing_changed`,
    `until_before_since`.
    """
    hospital = lock_hospital(actor, hospital_id)
    row = _running(hospital.pk, installation_id)
    number = checked_text(version, "version", limit=LIMIT)
    words = checked_text(note, "note", limit=200, required=False)
    if number == row.version:
        raise Refused("nothing_changed", field="version")
    if on < row.since:
        raise Refused("until_before_since", field="on")
    VersionChange.objects.create(
        installation=row, before=row.version, after=number, changed_on=on, by_id=actor.person, note=words
    )
    before, row.version = row.version, number
    row.save(update_fields=["version"])
    record(
        hospital,
        Code.VERSION_CHANGED,
        actor,
        at,
        campus=row.campus_id,
        module=row.module.code,
        before=before,
        after=number,
        on=on.isoformat(),
    )
    return row


@act
def uninstall(actor: Actor, hospital_id: int, installation_id: int, *, until: date, at: datetime) -> Installation:
    """The module is out of use from the day `until` on. Refused: `not_your_role`, `absent`; with `field`:
    `until_before_since`."""
    hospital = lock_hospital(actor, hospital_id)
    row = _running(hospital.pk, installation_id)
    if until < row.since:
        raise Refused("until_before_since", field="until")
    row.until = until
    row.save(update_fields=["until"])
    record(hospital, Code.UNINSTALLED, actor, at, campus=row.campus_id, module=row.module.code, until=until.isoformat())
    return row


def _running(hospital_id: int, installation_id: int) -> Installation:
    rows = Installation.objects.select_related("module").filter(campus__hospital=hospital_id, until=None)
    row = rows.filter(pk=installation_id).first()
    if row is None:
        raise Refused("absent")
    return row

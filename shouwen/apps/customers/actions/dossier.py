"""客户环境档案: entries are added, changed and removed; each says by whom and when."""

from collections.abc import Mapping
from datetime import datetime

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import DossierEntry, Hospital
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.dossier import Section, checked_entry
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def add_entry(actor: Actor, hospital_id: int, section: str, facts: Mapping[str, str], *, at: datetime) -> DossierEntry:
    """A new entry in a section. Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`,
    `secret_in_text`."""
    hospital = lock_hospital(actor, hospital_id)
    if section not in set(Section):
        raise Refused("absent")
    entry = DossierEntry.objects.create(
        hospital=hospital,
        section=section,
        facts=checked_entry(Section(section), facts),
        changed_at=at,
        changed_by_id=actor.person,
    )
    record(hospital, Code.DOSSIER_ADDED, actor, at, entry=entry.pk, section=section)
    return entry


@act
def change_entry(
    actor: Actor, hospital_id: int, entry_id: int, facts: Mapping[str, str], *, at: datetime
) -> DossierEntry:
    """Change an entry. Refused: as `add_entry`, and `nothing_changed` with `field`."""
    hospital = lock_hospital(actor, hospital_id)
    entry = _present(hospital, entry_id)
    wanted = checked_entry(Section(entry.section), facts)
    changed = sorted(name for name in wanted.keys() | entry.facts.keys() if wanted.get(name) != entry.facts.get(name))
    if not changed:
        raise Refused("nothing_changed", field="name")
    entry.facts, entry.changed_at, entry.changed_by_id = wanted, at, actor.person
    entry.save(update_fields=["facts", "changed_at", "changed_by"])
    record(hospital, Code.DOSSIER_CHANGED, actor, at, entry=entry.pk, section=entry.section, fields=changed)
    return entry


@act
def remove_entry(actor: Actor, hospital_id: int, entry_id: int, *, at: datetime) -> DossierEntry:
    """What is no longer there; the row stays. Refused: `not_your_role`, `absent`."""
    hospital = lock_hospital(actor, hospital_id)
    entry = _present(hospital, entry_id)
    entry.removed_at, entry.changed_by_id = at, actor.person
    entry.save(update_fields=["removed_at", "changed_by"])
    record(hospital, Code.DOSSIER_REMOVED, actor, at, entry=entry.pk, section=entry.section)
    return entry


def _present(hospital: Hospital, entry_id: int) -> DossierEntry:
    entry = hospital.dossier.filter(pk=entry_id, removed_at=None).first()
    if entry is None:
        raise Refused("absent")
    return entry

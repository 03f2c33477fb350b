"""Finding what a row speaks of, as far as whoever imports may know of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from shouwen.apps.customers.models import Campus, Department, Hospital
from shouwen.apps.imports.rows import Row
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.policy.credit_code import normalised
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass
class Desk:
    """Who imports, when, and on which day here."""

    actor: Actor
    at: datetime
    today: date

    def stands_for(self, hospital: Hospital) -> None:
        """A hospital that was just added is his from now on, if he is named in it."""
        if self.actor.id in {hospital.account_manager_id, hospital.deputy_id}:
            self.actor = replace(self.actor, hospitals=self.actor.hospitals | {hospital.pk})

    def hospitals(self, name: str, code: str) -> list[Hospital]:
        """Those of this name and of this credit code."""
        rows = Hospital.objects.for_actor(self.actor).filter(is_unlisted=False)
        found = list(rows.filter(name=name)) if name else []
        if code:
            found += [each for each in rows.filter(credit_code=normalised(code)) if each not in found]
        return found

    def hospital(self, row: Row) -> Hospital:
        """By name or credit code. Refused with `field`: `text_missing`, `absent`."""
        told = row.text("hospital")
        if not told:
            raise Refused("text_missing", field="hospital")
        found = self.hospitals(told, told)
        if len(found) != 1:
            raise Refused("absent", field="hospital")
        return found[0]

    def campus(self, hospital: Hospital, row: Row) -> Campus | None:
        """By name; None when the row names none. Refused with `field`: `absent`."""
        name = row.text("campus")
        if not name:
            return None
        found = hospital.campuses.filter(name=name, retired_on=None).first()
        if found is None:
            raise Refused("absent", field="campus")
        return found

    def department(self, hospital: Hospital, row: Row) -> Department | None:
        """By name, at the row's campus if it names one. Refused with `field`: `absent`, `import_ambiguous`."""
        name, campus = row.text("department"), self.campus(hospital, row)
        if not name:
            return None
        rows = hospital.departments.filter(name=name, retired_on=None)
        found = list(rows.filter(campus=campus) if campus else rows)
        if not found:
            raise Refused("absent", field="department")
        if len(found) > 1:
            raise Refused("import_ambiguous", field="department")
        return found[0]

    def module(self, row: Row) -> Module | None:
        """By code or either name; None when the row names none. Refused with `field`: `absent`."""
        told = row.text("module")
        if not told:
            return None
        rows = Module.objects.all()
        found = rows.filter(code=told) or rows.filter(name_zh=told) or rows.filter(name_en__iexact=told)
        if len(found) != 1:
            raise Refused("absent", field="module")
        return found[0]

    def colleague(self, row: Row, column: str) -> User | None:
        """By account, or by a name that only one has. Refused with `field`: `absent`, `import_ambiguous`."""
        told = row.text(column)
        if not told:
            return None
        rows = User.objects.filter(kind=User.Kind.STAFF, is_active=True)
        found = list(rows.filter(username=told)) or list(rows.filter(name=told)[:2])
        if not found:
            raise Refused("absent", field=column)
        if len(found) > 1:
            raise Refused("import_ambiguous", field=column)
        return found[0]

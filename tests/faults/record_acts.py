"""Every act on a hospital's record, its installations and its agreements, as `acts.py` has those on a card."""

from collections.abc import Callable
from datetime import date

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.customers import actions as customers
from shouwen.apps.customers.models import Campus, Contact, Department, DossierEntry, Hospital, Posting
from shouwen.apps.imports import actions as imports
from shouwen.apps.imports.models import Draft
from shouwen.apps.imports.rows import Row
from shouwen.apps.installations import actions as installations
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.settings import actions as settings
from shouwen.apps.settings.queries import value
from shouwen.policy.setting import GRACE
from tests.cast import Cast, at

Step = Callable[[Cast, str, str], object]
DAY, LATER = date(2026, 3, 3), date(2026, 3, 4)


def add_hospital(cast: Cast, _number: str, key: str) -> object:
    return customers.add_hospital(
        cast.actor("manager"),
        customers.HospitalFacts(f"新院 {key}", key, "general"),
        account_manager_id=cast.users["pm"].pk,
        deputy_id=cast.users["pm2"].pk,
        campus="本部",
        since=DAY,
        at=at(1),
    )


def change_hospital(cast: Cast, _number: str, key: str) -> object:
    facts = customers.HospitalFacts(cast.hospital.name, "改名", "general", address=key)
    return customers.change_hospital(cast.actor("pm"), cast.hospital.pk, facts, at=at(2))


def add_campus(cast: Cast, _number: str, key: str) -> object:
    return customers.add_campus(cast.actor("pm"), cast.hospital.pk, f"院区 {key}", at=at(2))


def campus_of(key: str) -> int:
    return Campus.objects.get(name=f"院区 {key}").pk


def change_campus(cast: Cast, _number: str, key: str) -> object:
    return customers.change_campus(cast.actor("pm"), cast.hospital.pk, campus_of(key), f"改名 {key}", at=at(3))


def retire_campus(cast: Cast, _number: str, key: str) -> object:
    return customers.retire_campus(cast.actor("pm"), cast.hospital.pk, campus_of(key), at=at(4))


def bring_back_campus(cast: Cast, _number: str, key: str) -> object:
    return customers.bring_back_campus(cast.actor("pm"), cast.hospital.pk, campus_of(key), at=at(5))


def add_department(cast: Cast, _number: str, key: str) -> object:
    campus = cast.ward.campus_id
    return customers.add_department(cast.actor("pm"), cast.hospital.pk, campus, f"科室 {key}", at=at(3))


def department_of(key: str) -> int:
    return Department.objects.get(name=f"科室 {key}").pk


def change_department(cast: Cast, _number: str, key: str) -> object:
    return customers.change_department(cast.actor("pm"), cast.hospital.pk, department_of(key), f"改 {key}", at=at(4))


def retire_department(cast: Cast, _number: str, key: str) -> object:
    return customers.retire_department(cast.actor("pm"), cast.hospital.pk, department_of(key), at=at(5))


def bring_back_department(cast: Cast, _number: str, key: str) -> object:
    return customers.bring_back_department(cast.actor("pm"), cast.hospital.pk, department_of(key), at=at(6))


def add_contact(cast: Cast, _number: str, key: str) -> object:
    return customers.add_contact(cast.actor("pm"), cast.hospital.pk, customers.ContactFacts(f"人 {key}"), at=at(2))


def contact_of(key: str) -> int:
    return Contact.objects.get(name=f"人 {key}").pk


def change_contact(cast: Cast, _number: str, key: str) -> object:
    facts = customers.ContactFacts(f"人 {key}", "主任")
    return customers.change_contact(cast.actor("pm"), cast.hospital.pk, contact_of(key), facts, at=at(3))


def retire_contact(cast: Cast, _number: str, key: str) -> object:
    return customers.retire_contact(cast.actor("pm"), cast.hospital.pk, contact_of(key), at=at(4))


def bring_back_contact(cast: Cast, _number: str, key: str) -> object:
    return customers.bring_back_contact(cast.actor("pm"), cast.hospital.pk, contact_of(key), at=at(5))


def another(cast: Cast, present: int | None) -> int:
    """Somebody who stands for the hospital in no way yet."""
    return next(cast.users[who].pk for who in ("agent", "agent2") if cast.users[who].pk != present)


def change_account_manager(cast: Cast, _number: str, _key: str) -> object:
    hospital = Hospital.objects.get(pk=cast.hospital.pk)
    person = another(cast, hospital.account_manager_id)
    return customers.change_account_manager(cast.actor("manager"), hospital.pk, person, reason="调整", on=DAY, at=at(5))


def change_deputy(cast: Cast, _number: str, _key: str) -> object:
    hospital = Hospital.objects.get(pk=cast.hospital.pk)
    person = another(cast, hospital.deputy_id)
    return customers.change_deputy(cast.actor("manager"), hospital.pk, person, reason="调整", on=DAY, at=at(5))


def record_work(cast: Cast, _number: str, key: str) -> object:
    return customers.record_work(
        cast.actor("pm"),
        cast.hospital.pk,
        "training",
        cast.users["resident"].pk,
        since=DAY,
        until=LATER,
        note=key,
        at=at(5),
    )


def post_resident(cast: Cast, _number: str, _key: str) -> object:
    """Of the second hospital, after whoever is posted there has left."""
    Posting.objects.filter(hospital=cast.other_hospital).update(until=DAY)
    engineer = cast.users["resident"].pk
    return customers.post_resident(cast.actor("pm2"), cast.other_hospital.pk, engineer, since=DAY, at=at(5))


def end_posting(cast: Cast, _number: str, _key: str) -> object:
    posting = Posting.objects.get(hospital=cast.other_hospital, until=None)
    return customers.end_posting(cast.actor("pm2"), cast.other_hospital.pk, posting.pk, until=LATER, at=at(6))


def add_entry(cast: Cast, _number: str, key: str) -> object:
    return customers.add_entry(cast.actor("pm"), cast.hospital.pk, "servers", {"name": key}, at=at(5))


def entry_of(key: str) -> int:
    return DossierEntry.objects.get(facts__name=key).pk


def change_entry(cast: Cast, _number: str, key: str) -> object:
    facts = {"name": key, "os": "Linux"}
    return customers.change_entry(cast.actor("pm"), cast.hospital.pk, entry_of(key), facts, at=at(6))


def remove_entry(cast: Cast, _number: str, key: str) -> object:
    return customers.remove_entry(cast.actor("pm"), cast.hospital.pk, entry_of(key), at=at(7))


def module(_cast: Cast, _number: str, key: str) -> object:
    return Module.objects.create(code=f"m-{key}", name_zh=key, name_en=key, group="tech")


def install(cast: Cast, _number: str, key: str) -> object:
    found = Module.objects.get(code=f"m-{key}").pk
    campus, pm = cast.ward.campus_id, cast.actor("pm")
    return installations.install(pm, cast.hospital.pk, campus, found, "1.0", since=DAY, at=at(5))


def installed(key: str) -> int:
    return Installation.objects.get(module__code=f"m-{key}").pk


def change_version(cast: Cast, _number: str, key: str) -> object:
    return installations.change_version(
        cast.actor("pm"), cast.hospital.pk, installed(key), "1.1", on=DAY, note="", at=at(6)
    )


def uninstall(cast: Cast, _number: str, key: str) -> object:
    return installations.uninstall(cast.actor("pm"), cast.hospital.pk, installed(key), until=LATER, at=at(7))


def add_agreement(cast: Cast, _number: str, key: str) -> object:
    dates = agreements.Dates(DAY, DAY)
    return agreements.add_agreement(cast.actor("pm"), cast.hospital.pk, f"N-{key}", dates, at=at(5))


def agreement_of(key: str) -> int:
    return Agreement.objects.get(number=f"N-{key}").pk


def change_dates(cast: Cast, _number: str, key: str) -> object:
    return agreements.change_dates(cast.actor("pm"), agreement_of(key), agreements.Dates(DAY, LATER), at=at(6))


def add_line(cast: Cast, _number: str, key: str) -> object:
    return agreements.add_line(cast.actor("pm"), agreement_of(key), agreements.LineFacts(), at=at(6))


def line_of(key: str) -> int:
    return Line.objects.get(agreement__number=f"N-{key}").pk


def change_free_end(cast: Cast, _number: str, key: str) -> object:
    args = (cast.actor("pm"), agreement_of(key), line_of(key))
    return agreements.change_free_end(*args, date(2027, 6, 1), "顺延", at=at(7))


def add_period(cast: Cast, _number: str, key: str) -> object:
    facts = agreements.PeriodFacts(date(2027, 3, 4), date(2028, 3, 3), ["online"])
    return agreements.add_period(cast.actor("pm"), agreement_of(key), line_of(key), facts, at=at(7))


def change_period_end(cast: Cast, _number: str, key: str) -> object:
    period = PaidPeriod.objects.get(line=line_of(key)).pk
    args = (cast.actor("pm"), agreement_of(key), period)
    return agreements.change_period_end(*args, date(2028, 6, 1), "顺延", at=at(8))


def set_targets(cast: Cast, _number: str, key: str) -> object:
    return agreements.set_targets(cast.actor("pm"), agreement_of(key), line_of(key), {"arrival": 90}, at=at(7))


def terminate(cast: Cast, _number: str, key: str) -> object:
    return agreements.terminate(cast.actor("pm"), agreement_of(key), on=LATER, reason="并入集团", at=at(8))


def rehearse(cast: Cast, _number: str, key: str) -> object:
    told = {"hospital": cast.hospital.name, "name": f"来人 {key}", "is_it": "yes"}
    rows = [Row(2, told), Row(3, told | {"name": f"第二人 {key}"})]
    return imports.rehearse(cast.actor("pm"), "contacts", rows, "a.xlsx", at=at(8))


def bring_in(cast: Cast, _number: str, _key: str) -> object:
    return imports.bring_in(cast.actor("pm"), Draft.objects.get().pk, at=at(9))


def add_module(cast: Cast, _number: str, key: str) -> object:
    names = installations.ModuleNames(f"模块 {key}", f"Module {key}", "tech")
    return installations.add_module(cast.actor("manager"), f"x-{key}", names, at=at(5))


def module_of(key: str) -> int:
    return Module.objects.get(code=f"x-{key}").pk


def rename_module(cast: Cast, _number: str, key: str) -> object:
    names = installations.ModuleNames(f"改名 {key}", f"Module {key}", "tech")
    return installations.rename_module(cast.actor("manager"), module_of(key), names, at=at(6))


def retire_module(cast: Cast, _number: str, key: str) -> object:
    return installations.retire_module(cast.actor("manager"), module_of(key), at=at(7))


def bring_back_module(cast: Cast, _number: str, key: str) -> object:
    return installations.bring_back_module(cast.actor("admin"), module_of(key), at=at(8))


def change_setting(cast: Cast, _number: str, _key: str) -> object:
    wanted = str(value(GRACE, at(9)) % 300 + 1)
    return settings.change_setting(cast.actor("manager"), "grace_days", wanted, "试行", at=at(9))


def undo_setting(cast: Cast, _number: str, _key: str) -> object:
    return settings.undo_setting(cast.actor("admin"), "grace_days", "不试了", at=at(10))


BY_STEPS: dict[str, tuple[Step, ...]] = {
    "add_hospital": (add_hospital,),
    "change_hospital": (change_hospital,),
    "add_campus": (add_campus,),
    "change_campus": (add_campus, change_campus),
    "retire_campus": (add_campus, retire_campus),
    "bring_back_campus": (add_campus, retire_campus, bring_back_campus),
    "add_department": (add_department,),
    "change_department": (add_department, change_department),
    "retire_department": (add_department, retire_department),
    "bring_back_department": (add_department, retire_department, bring_back_department),
    "add_contact": (add_contact,),
    "change_contact": (add_contact, change_contact),
    "retire_contact": (add_contact, retire_contact),
    "bring_back_contact": (add_contact, retire_contact, bring_back_contact),
    "change_account_manager": (change_account_manager,),
    "change_deputy": (change_deputy,),
    "record_work": (record_work,),
    "post_resident": (post_resident,),
    "end_posting": (post_resident, end_posting),
    "add_entry": (add_entry,),
    "change_entry": (add_entry, change_entry),
    "remove_entry": (add_entry, remove_entry),
    "install": (module, install),
    "change_version": (module, install, change_version),
    "uninstall": (module, install, uninstall),
    "add_module": (add_module,),
    "rename_module": (add_module, rename_module),
    "retire_module": (add_module, retire_module),
    "bring_back_module": (add_module, retire_module, bring_back_module),
    "change_setting": (change_setting,),
    "undo_setting": (change_setting, undo_setting),
    "add_agreement": (add_agreement,),
    "change_dates": (add_agreement, change_dates),
    "add_line": (add_agreement, add_line),
    "change_free_end": (add_agreement, add_line, change_free_end),
    "add_period": (add_agreement, add_line, add_period),
    "change_period_end": (add_agreement, add_line, add_period, change_period_end),
    "set_targets": (add_agreement, add_line, set_targets),
    "terminate": (add_agreement, add_line, terminate),
    "rehearse": (rehearse,),
    "bring_in": (rehearse, bring_in),
}
ACTS = {
    # Tried with the acts on accounts: it needs a person, not a card.
    *(name for name in customers.__all__ if name[0].islower() and name not in {"add_account", "may_add_accounts"}),
    *(name for name in agreements.__all__ if name[0].islower()),
    *(name for name in installations.__all__ if name[0].islower()),
    *settings.__all__,
    "rehearse",
    "bring_in",
}

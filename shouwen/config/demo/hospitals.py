"""The demo's hospitals, their people, what they have installed, and what they have bought."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.customers.models import Campus, Contact, Department, Hospital, Posting
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.people.models import User
from shouwen.config.demo.people import Person, add_account
from shouwen.config.demo.records import LEFT_OUT, load_days, load_record, morning
from shouwen.policy.agreement import free_end
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.roles import Role

HERE = Path(__file__).parent
ALL = [service.value for service in Service if service not in SPECIAL]
COMMON = ["onsite", "hotline", "remote", "self_service", "online", "patches", "bulletins"]
SERVICES = {"all": ALL, "common": COMMON}
VERSIONS = ("5.2.1", "5.2.4", "5.3.0", "5.3.2")


def load_modules() -> dict[str, Module]:
    rows = tomllib.loads((HERE / "modules.toml").read_text(encoding="utf-8"))["module"]
    Module.objects.bulk_create(
        Module(
            code=row["code"], name_zh=row["zh"], name_en=row["en"], group=row["group"], icon=row["icon"], order=order
        )
        for order, row in enumerate(rows)
    )
    return {module.code: module for module in Module.objects.all()}


def load_hospitals(staff: dict[str, User], modules: dict[str, Module], today: date, password: str) -> list[Hospital]:
    rows = tomllib.loads((HERE / "hospitals.toml").read_text(encoding="utf-8"))["hospital"]
    hashed = make_password(password)
    return [_load(order, row, staff, modules, today, hashed) for order, row in enumerate(rows, start=1)]


def _load(
    order: int, row: dict[str, Any], staff: dict[str, User], modules: dict[str, Module], today: date, hashed: str
) -> Hospital:
    hospital = Hospital.objects.create(
        name=row["name"],
        short_name=row["short"],
        category=row["category"],
        account_manager=staff[row["manager"]],
        deputy=staff[row["deputy"]],
    )
    for name in row["residents"]:
        Posting.objects.create(hospital=hospital, engineer=staff[name], since=today - timedelta(days=100))
    for place, (campus_name, departments) in enumerate(row["campuses"].items()):
        campus = Campus.objects.create(hospital=hospital, name=campus_name)
        for department in departments:
            Department.objects.create(campus=campus, hospital=hospital, name=department)
        Installation.objects.bulk_create(
            Installation(
                campus=campus, module=module, version=VERSIONS[(order + place) % 4], since=today - timedelta(days=90)
            )
            for module in modules.values()
            if module.code not in LEFT_OUT.get(row["name"], set())
        )
    _load_contacts(order, row, hospital, hashed)
    for number, line in enumerate(row["lines"], start=1):
        _load_line(order, number, line, hospital, modules, today)
    load_record(order, hospital, staff, today)
    load_days(hospital, morning(today) - timedelta(days=70))
    return hospital


def _load_contacts(order: int, row: dict[str, Any], hospital: Hospital, hashed: str) -> None:
    phone = f"100-0001-{order:04d}"
    head = Person(row.get("account", f"it_{order:02d}"), row["head"], Role.IT_HEAD, None, phone, "account" in row)
    Contact.objects.create(
        hospital=hospital,
        user=add_account(head, hashed, User.Kind.CUSTOMER),
        name=row["head"],
        title="信息科",
        phone=phone,
    )
    if "ward" in row:
        ward = row["ward"]
        nurse = Person(ward["account"], ward["name"], Role.WARD, None, "100-0002-0001", tried=True)
        Contact.objects.create(
            hospital=hospital,
            department=Department.objects.filter(hospital=hospital, name=ward["department"]).get(),
            user=add_account(nurse, hashed, User.Kind.CUSTOMER),
            name=ward["name"],
            title="护士长",
            phone="100-0002-0001",
        )


def _load_line(
    order: int, number: int, row: dict[str, Any], hospital: Hospital, modules: dict[str, Module], today: date
) -> None:
    free_from = today + timedelta(days=row["free_from"])
    agreement, _ = Agreement.objects.get_or_create(
        number=f"HT-{free_from.year}-{order:03d}",
        defaults={"hospital": hospital, "signed_on": free_from - timedelta(days=30)},
    )
    terminated = row.get("terminated_on")
    line = Line.objects.create(
        agreement=agreement,
        module=modules[row["module"]] if "module" in row else None,
        free_from=free_from,
        free_until=free_end(free_from),
        terminated_on=today + timedelta(days=terminated) if terminated is not None else None,
    )
    if "paid" in row:
        first, last, services = row["paid"]
        PaidPeriod.objects.create(
            line=line,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
            services=SERVICES[services],
            special=row.get("special", []),
            policy_change=row.get("policy_change", False),
        )

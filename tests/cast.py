"""The cast: two hospitals, the vendor's people, and a fixed working day, the same in every test."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.test import Client

from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.seed import first_version
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Campus, Contact, Department, Hospital, Posting
from shouwen.apps.duty.models import Post
from shouwen.apps.duty.queries import SERVICE_CENTRE
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.people.models import Grant, User
from shouwen.apps.search.engines import engine
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.agreement import free_end
from shouwen.policy.roles import Actor, Level, Role

# Tuesday 2026-03-03 10:00 in Shanghai: a plain working day, in the account manager's hours.
MORNING = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
PASSWORD = "a-long-enough-word"

STAFF = {
    "agent": (Role.AGENT, Level.SERVICE_CENTRE),
    "agent2": (Role.AGENT, Level.SERVICE_CENTRE),
    "resident": (Role.RESIDENT, Level.FRONTLINE),
    "developer": (Role.DEVELOPER, Level.DEVELOPMENT),
    "pm": (Role.ACCOUNT_MANAGER, Level.SERVICE_CENTRE),
    "pm2": (Role.ACCOUNT_MANAGER, Level.SERVICE_CENTRE),
    "manager": (Role.DIRECTOR, Level.SERVICE_CENTRE),
    "finance": (Role.FINANCE, None),
    "auditor": (Role.AUDITOR, None),
    "admin": (Role.ADMIN, None),
}


def at(minutes: float) -> datetime:
    """So many minutes after the morning."""
    return MORNING + timedelta(minutes=minutes)


@dataclass
class Cast:
    users: dict[str, User]
    hospital: Hospital
    other_hospital: Hospital
    module: Module
    line: Line
    ward: Department
    elsewhere: Department

    def actor(self, name: str) -> Actor:
        """An account as the engine knows it now."""
        return actor_of(self.users[name])

    def report(self, by: str = "ward_a", answer: str = "workstation", *, minutes: float = 0, key: str = "k") -> Ticket:
        said = actions.Report(answer=answer, text="护士站打印机不出纸。\n换纸无效。", module_id=self.module.pk)
        return actions.report(self.actor(by), said, at=at(minutes), submission=f"{key}-0123456789abcdef")

    def resolved(self, answer: str = "workstation", key: str = "k") -> Ticket:
        """A card that agent took, answered and resolved."""
        ticket = self.report(answer=answer, key=key)
        agent = self.actor("agent")
        actions.take(agent, ticket.number, at=at(5))
        actions.reply(agent, ticket.number, "您好，正在处理。", at=at(6), submission=f"{key}-reply-0123456789")
        remedy = Remedy("third_party", "驱动被替换。", "重装驱动。")
        actions.resolve(agent, ticket.number, remedy, at=at(30))
        ticket.refresh_from_db()
        return ticket


def assemble() -> Cast:
    """Write the cast into an empty database."""
    # A test that commits flushes the table afterwards, and the migration does not run again.
    CalendarVersion.objects.get_or_create(number=1, defaults=first_version())
    engine().clear()
    users = {name: _person(name, User.Kind.STAFF, *role) for name, role in STAFF.items()}
    users |= {
        name: _person(name, User.Kind.CUSTOMER, role, None)
        for name, role in {"hospital_a": Role.IT_HEAD, "hospital_b": Role.IT_HEAD, "ward_a": Role.WARD}.items()
    }
    Post.objects.create(code=SERVICE_CENTRE, standing=users["agent"])
    first, second = (_hospital(name, users) for name in ("示例一院", "示例二院"))
    ward = Department.objects.get(hospital=first, name="病区")
    Contact.objects.create(hospital=first, user=users["hospital_a"], name="甲主任")
    Contact.objects.create(hospital=second, user=users["hospital_b"], name="乙主任")
    Contact.objects.create(hospital=first, department=ward, user=users["ward_a"], name="丙护士")
    Posting.objects.create(hospital=first, engineer=users["resident"], since=date(2026, 1, 1))
    module = Module.objects.create(code="ward_nurse", name_zh="护士站", name_en="Ward nurse", group="inpatient")
    for campus in Campus.objects.all():
        Installation.objects.create(campus=campus, module=module, version="5.2.1", since=date(2025, 1, 1))
    return Cast(
        users=users,
        hospital=first,
        other_hospital=second,
        module=module,
        line=_line(first),
        ward=ward,
        elsewhere=Department.objects.get(hospital=first, name="药房"),
    )


def present() -> Cast:
    """The cast of a database into which it was written before."""
    first = Hospital.objects.get(name="示例一院")
    return Cast(
        users={user.username: user for user in User.objects.all()},
        hospital=first,
        other_hospital=Hospital.objects.get(name="示例二院"),
        module=Module.objects.get(),
        line=Line.objects.get(),
        ward=Department.objects.get(hospital=first, name="病区"),
        elsewhere=Department.objects.get(hospital=first, name="药房"),
    )


def _person(name: str, kind: str, role: Role, level: Level | None) -> User:
    user = User(username=name, name=f"{name}-name", kind=kind, level=level or "", phone="100-0000-0000")
    user.set_password(PASSWORD)
    user.save()
    Grant.objects.create(user=user, role=role)
    return user


def _hospital(name: str, users: dict[str, User]) -> Hospital:
    manager, deputy = (users["pm"], users["pm2"]) if name == "示例一院" else (users["pm2"], users["agent2"])
    hospital = Hospital.objects.create(name=name, short_name=name, account_manager=manager, deputy=deputy)
    campus = Campus.objects.create(hospital=hospital, name="本部")
    for department in ("病区", "药房"):
        Department.objects.create(campus=campus, hospital=hospital, name=department)
    return hospital


def _line(hospital: Hospital) -> Line:
    """Free until 2025-03-01, then paid for online and remote service until the end of 2026."""
    agreement = Agreement.objects.create(number="HT-1", hospital=hospital, signed_on=date(2024, 2, 1))
    start = date(2024, 3, 1)
    line = Line.objects.create(agreement=agreement, free_from=start, free_until=free_end(start))
    PaidPeriod.objects.create(
        line=line, starts_on=date(2025, 3, 2), ends_on=date(2026, 12, 31), services=["online", "remote", "onsite"]
    )
    return line


def signed_in(cast: Cast, name: str) -> Client:
    """A browser in which this account has signed in."""
    client = Client()
    client.force_login(cast.users[name])
    return client

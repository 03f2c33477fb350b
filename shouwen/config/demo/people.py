"""The people of the demo vendor, and the accounts with which a newcomer signs in."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from shouwen.apps.duty.models import Post
from shouwen.apps.duty.queries import SERVICE_CENTRE
from shouwen.apps.people.models import Grant, User
from shouwen.policy.roles import Level, Role


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    role: Role
    level: Level | None = None
    phone: str = ""
    tried: bool = False


# `tried` accounts get the demo password; the others are colleagues who only appear on cards.
STAFF = (
    Person("agent", "林晓岚", Role.AGENT, Level.SERVICE_CENTRE, "100-0000-1001", tried=True),
    Person("resident", "周启明", Role.RESIDENT, Level.FRONTLINE, "100-0000-1002", tried=True),
    Person("developer", "何思远", Role.DEVELOPER, Level.DEVELOPMENT, "100-0000-1003", tried=True),
    Person("pm", "沈若云", Role.ACCOUNT_MANAGER, Level.SERVICE_CENTRE, "100-0000-1004", tried=True),
    Person("manager", "郑国栋", Role.DIRECTOR, Level.SERVICE_CENTRE, "100-0000-1005", tried=True),
    Person("finance", "许静", Role.FINANCE, None, "100-0000-1006", tried=True),
    Person("auditor", "方明哲", Role.AUDITOR, None, "100-0000-1007", tried=True),
    Person("admin", "系统管理员", Role.ADMIN, None, "", tried=True),
    Person("agent2", "唐雨桐", Role.AGENT, Level.SERVICE_CENTRE, "100-0000-1011"),
    Person("agent3", "罗子涵", Role.AGENT, Level.SERVICE_CENTRE, "100-0000-1012"),
    Person("resident2", "高俊杰", Role.RESIDENT, Level.FRONTLINE, "100-0000-1013"),
    Person("developer2", "谢亦凡", Role.DEVELOPER, Level.DEVELOPMENT, "100-0000-1014"),
    Person("pm2", "蒋文博", Role.ACCOUNT_MANAGER, Level.SERVICE_CENTRE, "100-0000-1015"),
)


def load_staff(password: str) -> dict[str, User]:
    """Accounts with roles and levels, and the duty agent's post; by username."""
    hashed = make_password(password)
    people = {person.username: add_account(person, hashed, User.Kind.STAFF) for person in STAFF}
    Post.objects.create(code=SERVICE_CENTRE, standing=people["agent"])
    return people


def add_account(person: Person, hashed: str, kind: str) -> User:
    user = User.objects.create(
        username=person.username,
        name=person.name,
        kind=kind,
        level=person.level or "",
        phone=person.phone,
        password=hashed if person.tried else make_password(None),
    )
    Grant.objects.create(user=user, role=person.role)
    return user

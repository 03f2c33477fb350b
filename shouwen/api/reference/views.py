"""What cards refer to, and who is calling."""

from datetime import date, datetime

from ninja import Router
from pydantic import BaseModel

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import reads
from shouwen.api.frame.wire import only
from shouwen.apps.calendars.queries import versions
from shouwen.apps.customers.queries import contact_of
from shouwen.apps.duty.queries import holders, rota, week_of
from shouwen.apps.installations.queries import modules as every_module
from shouwen.apps.installations.queries import modules_at
from shouwen.policy.refusal import Refused
from shouwen.ui.faces.catalogue import service_faces
from shouwen.ui.faces.module import module_name

router = Router(tags=["reference"])


class Person(BaseModel):
    id: int
    name: str


class TokenNow(BaseModel):
    name: str
    scopes: list[str]
    expires_at: datetime


class Me(BaseModel):
    id: int
    account: str
    name: str
    kind: str
    roles: list[str]
    level: str
    hospital: int | None
    departments: list[int] | None
    token: TokenNow


class Module(BaseModel):
    id: int
    code: str
    name: str
    group: str


class Modules(BaseModel):
    items: list[Module]


class Clause(BaseModel):
    id: str
    text: str


class Service(BaseModel):
    number: int
    code: str
    name: str
    special: bool
    clauses: list[Clause]


class Catalogue(BaseModel):
    items: list[Service]


class Calendar(BaseModel):
    """A published version: the years whose days it knows, and the days that differ from the weekly pattern."""

    number: int
    published_at: datetime
    years: list[int]


class Calendars(BaseModel):
    items: list[Calendar]


class Post(BaseModel):
    """`planned`: whose turn it is; `person` stands in while he is out of office."""

    post: str
    person: Person
    planned: Person


class Shift(BaseModel):
    id: int
    post: str
    person: Person
    starts_at: datetime
    ends_at: datetime


class Duty(BaseModel):
    now: list[Post]
    week: date
    shifts: list[Shift]


@router.get("/me", response=reads(Me), summary="Who is calling")
def me(request: Call) -> Me:
    """The person behind the token, and the token."""
    only(request)
    actor = request.actor
    own = next(iter(actor.hospitals), None) if actor.is_customer else None
    return Me(
        id=request.user.pk,
        account=request.user.username,
        name=request.user.name,
        kind=request.user.kind,
        roles=sorted(role.value for role in actor.roles),
        level=actor.level.value if actor.level else "",
        hospital=own,
        departments=sorted(actor.departments) if actor.departments is not None else None,
        token=TokenNow(name=request.token.name, scopes=request.token.scopes, expires_at=request.token.expires_at),
    )


@router.get("/modules", response=reads(Modules), summary="Modules")
def modules(request: Call) -> Modules:
    """Staff gets all; a hospital's person what runs there."""
    only(request)
    if request.actor.is_customer:
        contact = contact_of(request.actor)
        found = modules_at(contact.hospital_id) if contact else []
    else:
        found = every_module()
    return Modules(
        items=[Module(id=each.pk, code=each.code, name=module_name(each), group=each.group) for each in found]
    )


@router.get("/catalogue", response=reads(Catalogue), summary="The twelve services")
def catalogue(request: Call) -> Catalogue:
    """Each with the policy's own words."""
    only(request)
    return Catalogue(
        items=[
            Service(
                number=each.number,
                code=each.code,
                name=each.name,
                special=each.special,
                clauses=[Clause(id=clause.id, text=clause.text) for clause in each.clauses],
            )
            for each in service_faces()
        ]
    )


@router.get("/calendars", response=reads(Calendars), summary="Published calendars, newest first")
def calendars(request: Call) -> Calendars:
    """For staff."""
    only(request)
    _staff(request)
    return Calendars(
        items=[Calendar(number=each.number, published_at=each.published_at, years=each.years) for each in versions()]
    )


@router.get("/duty", response=reads(Duty), summary="Who is on duty")
def duty(request: Call, week: date | None = None) -> Duty:
    """Who holds each post now, and the shifts of the week of a day. For staff."""
    only(request, "week")
    _staff(request)
    monday = week_of(week.isoformat() if week else "", request.now)
    shifts = {
        span.shift.pk: (line.code, span.shift)
        for line in rota(monday)
        for day in line.days
        for span in day
        if span.shift is not None
    }
    return Duty(
        now=[
            Post(post=code, person=_person(held.person), planned=_person(held.planned))
            for code, held in holders(request.now).items()
        ],
        week=monday,
        shifts=[
            Shift(id=pk, post=code, person=_person(row.person), starts_at=row.starts_at, ends_at=row.ends_at)
            for pk, (code, row) in shifts.items()
        ],
    )


def _person(user: object) -> Person:
    return Person.model_validate(user, from_attributes=True)


def _staff(request: Call) -> None:
    """For a hospital's person there is no such thing here."""
    if not request.actor.is_staff:
        raise Refused("absent")

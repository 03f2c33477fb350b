"""The names of what rules name by id, as a reader may know them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from shouwen.apps.aids.queries import name_of, newest
from shouwen.apps.customers.models import Hospital
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import Team, User
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Wanted:
    """Ids, by what they are ids of."""

    hospitals: Collection[int] = ()
    modules: Collection[int] = ()
    people: Collection[int] = ()
    teams: Collection[int] = ()
    aids: Collection[int] = ()


@dataclass(frozen=True)
class Named:
    """By id, as text. What is gone, or is a hospital that this reader may not know of, is left out."""

    hospitals: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    aids: Mapping[str, str] = field(default_factory=dict)


def named(actor: Actor, wanted: Wanted, *, english: bool) -> Named:
    """At most five queries; none for what nothing is wanted of."""

    def either(name_zh: str, name_en: str) -> str:
        return name_en if english and name_en else name_zh

    columns = ("pk", "name_zh", "name_en")
    houses = Hospital.objects.for_actor(actor).filter(pk__in=wanted.hospitals).values_list("pk", "short_name")
    modules = Module.objects.filter(pk__in=wanted.modules).values_list(*columns)
    people = User.objects.filter(pk__in=wanted.people).values_list("pk", "name")
    teams = Team.objects.filter(pk__in=wanted.teams).values_list(*columns)
    aids = newest().filter(aid__in=wanted.aids)
    return Named(
        {str(pk): name for pk, name in houses} if wanted.hospitals else {},
        {str(pk): either(zh, en) for pk, zh, en in modules} if wanted.modules else {},
        {str(pk): name for pk, name in people} if wanted.people else {},
        {str(pk): either(zh, en) for pk, zh, en in teams} if wanted.teams else {},
        {str(each.aid_id): name_of(each, english=english) for each in aids} if wanted.aids else {},
    )

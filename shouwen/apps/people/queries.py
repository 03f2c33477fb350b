"""Who is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, F, Prefetch, Q, QuerySet

from shouwen.apps.people.models import Absence, ApiToken, Grant, SavedView, Skill, Team, User
from shouwen.apps.prepared import Prepared, attach
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, STAFF_ROLES, Actor, Level
from shouwen.policy.separation import POSTS

PAGE = 30
# How long a view that was dropped can be taken back.
KEPT = timedelta(days=30)


def qualified_staff() -> list[User]:
    """Everyone whose word to a hospital counts, by name."""
    roles = [role.value for role in QUALIFIED_ROLES]
    return list(
        User.objects.filter(kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).distinct().order_by("name")
    )


def with_roles(ids: Iterable[int | None]) -> dict[int, User]:
    """People by id, with their roles. One query."""
    return by_id(_WITH_ROLES.ask(people=sorted({pk for pk in ids if pk is not None})))


def by_id(rows: Iterable[User]) -> dict[int, User]:
    """People by id, each with the roles that stand as `role` on his rows. Asks nothing."""
    found: dict[int, User] = {}
    grants: list[Grant] = []
    for row in rows:
        person = found.setdefault(row.pk, row)
        role = getattr(row, "role", None)
        if role:
            grants.append(Grant(user=person, role=role))
    attach(found.values(), "grants", grants, "user_id")
    return found


# A row for each role, and one for whoever has none.
_WITH_ROLES = Prepared(lambda people: User.objects.filter(pk__in=people).annotate(role=F("grants__role")))


def qualified(user_id: int) -> User | None:
    """This person, if his word to a hospital counts and he is still here."""
    roles = [role.value for role in QUALIFIED_ROLES]
    return User.objects.filter(pk=user_id, kind=User.Kind.STAFF, is_active=True, grants__role__in=roles).first()


def away(at: datetime) -> dict[int, int | None]:
    """Everybody who is out of office at an instant, and who stands in for him; for `policy.stand_in`. One query."""
    return {person: substitute if active else None for person, substitute, active in _AWAY.ask(at=at)}


def _build_away(at: datetime) -> QuerySet[Absence, tuple[int, int | None, bool | None]]:
    rows = Absence.objects.filter(starts_at__lte=at, ends_at__gt=at, withdrawn_at=None)
    return rows.order_by("starts_at", "pk").values_list("user", "substitute", "substitute__is_active")


_AWAY = Prepared(_build_away)


@dataclass(frozen=True)
class Asked:
    """What a list of colleagues is narrowed by. Each is one of a few codes, or empty."""

    name: str = ""
    role: str = ""
    level: str = ""
    team: str = ""
    active: str = "yes"

    @staticmethod
    def of(given: Mapping[str, str]) -> "Asked":
        """From address parameters: what is not one of the list is as if it were not there."""
        asked = Asked(
            name=given.get("name", "").replace("\x00", "").strip()[:40],
            role=given.get("role", ""),
            level=given.get("level", ""),
            team=given.get("team", "")[:24],
            active=given.get("active", "yes"),
        )
        return replace(
            asked,
            role=asked.role if asked.role in {role.value for role in STAFF_ROLES} else "",
            level=asked.level if asked.level in set(Level) else "",
            active=asked.active if asked.active in {"yes", "no", "all"} else "yes",
        )


@dataclass(frozen=True)
class Page:
    people: Sequence[User]
    # The cursor of the next page, "" when this is the last one.
    after: str


def colleagues(asked: Asked, after: str = "", *, size: int = PAGE) -> Page:
    """The staff, by name, a page at a time. Three queries."""
    rows = User.objects.filter(kind=User.Kind.STAFF).order_by("name", "pk")
    if asked.name:
        rows = rows.filter(Q(name__icontains=asked.name) | Q(username__icontains=asked.name))
    if asked.role:
        rows = rows.filter(grants__role=asked.role)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.team:
        rows = rows.filter(memberships__team__code=asked.team)
    if asked.active != "all":
        rows = rows.filter(is_active=asked.active == "yes")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows.prefetch_related("grants", "memberships__team")[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def whole_people() -> QuerySet[User]:
    """Accounts with everything that a person's own page shows."""
    absences = Absence.objects.filter(withdrawn_at=None).select_related("substitute")
    return User.objects.prefetch_related(
        "grants", "memberships__team", "skills", Prefetch("absences", absences, to_attr="planned")
    )


def teams() -> list[Team]:
    """Every team that was not dissolved, with its members."""
    return list(Team.objects.filter(dissolved_on=None).prefetch_related("memberships__user"))


def team_of(team_id: int) -> Team:
    """A team that was not dissolved, with its members. Refused: `absent`."""
    found = Team.objects.filter(pk=team_id, dissolved_on=None).prefetch_related("memberships__user").first()
    if found is None:
        raise Refused("absent")
    return found


def skilled_by_module() -> dict[str, int]:
    """How many colleagues who are still here know each module, by its code. One query."""
    rows = Skill.objects.filter(user__is_active=True).order_by().values_list("module").annotate(n=Count("pk"))
    return dict(rows)


def staff() -> list[User]:
    """All colleagues who are still here, by name."""
    return list(User.objects.filter(kind=User.Kind.STAFF, is_active=True).order_by("name", "pk"))


def posts() -> list[tuple[str, str]]:
    """Who holds one of the three posts that can be separated, by account name, with the role. One query."""
    held = Grant.objects.filter(user__is_active=True, user__locked_at=None, role__in=[role.value for role in POSTS])
    return list(held.order_by("user__username", "role").values_list("user__username", "role"))


def tokens_of(actor: Actor) -> list[ApiToken]:
    """A person's own tokens that were not revoked, newest first."""
    return list(ApiToken.objects.filter(user=actor.id, revoked_at=None).select_related("user")[:100])


def has_second_factor(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def planned_absences(person_id: int, now: datetime) -> list[Absence]:
    """A person's absences that are not over, the next first."""
    rows = Absence.objects.filter(user=person_id, withdrawn_at=None, ends_at__gt=now)
    return list(rows.select_related("substitute"))


def views_of(actor: Actor, room: str) -> list[SavedView]:
    """A person's own views of a room in his order, then those that others share. One query."""
    rows = _VIEWS.ask(me=actor.person, room=room)
    return sorted(rows, key=lambda view: (view.user_id != actor.id, view.place, view.pk))


def _build_views(me: int, room: str) -> QuerySet[SavedView]:
    theirs = Q(user=me) | Q(shared=True, user__is_active=True)
    return SavedView.objects.filter(theirs, room=room, dropped_at=None).select_related("user")


_VIEWS = Prepared(_build_views)


def dropped_views(actor: Actor, room: str, now: datetime) -> list[SavedView]:
    """What this person dropped lately and may take back, the last first. One query."""
    rows = SavedView.objects.filter(user=actor.id, room=room, dropped_at__gt=now - KEPT)
    return list(rows.order_by("-dropped_at", "-pk")[:20])

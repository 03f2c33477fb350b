"""Who a person is to the desk: level, roles, and the reach of his eyes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from shouwen.policy.refusal import Refused


class Level(StrEnum):
    """三级服务结构, in the policy's own order (ITIL's differs; not renamed)."""

    FRONTLINE = "frontline"
    SERVICE_CENTRE = "service_centre"
    DEVELOPMENT = "development"

    @property
    def number(self) -> int:
        return list(Level).index(self) + 1


class Role(StrEnum):
    """What a person may do. A customer has one of the last two."""

    AGENT = "agent"
    RESIDENT = "resident"
    DEVELOPER = "developer"
    ACCOUNT_MANAGER = "account_manager"
    DIRECTOR = "director"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SECURITY_ADMIN = "security_admin"
    IT_HEAD = "it_head"
    WARD = "ward"


CUSTOMER_ROLES = frozenset({Role.IT_HEAD, Role.WARD})
STAFF_ROLES = frozenset(Role) - CUSTOMER_ROLES
# A qualified person: his word to the hospital is a response (clause response.qualified).
QUALIFIED_ROLES = frozenset({Role.AGENT, Role.RESIDENT, Role.DEVELOPER, Role.ACCOUNT_MANAGER, Role.DIRECTOR})
# These see every hospital's cards; a resident and an account manager see those of their own hospitals.
SEES_ALL = frozenset({Role.AGENT, Role.DEVELOPER, Role.DIRECTOR, Role.FINANCE, Role.AUDITOR})

# Hospitals, what runs there and what was agreed with them; without SEES_ALL or ADMIN only one's own hospitals.
READS_CUSTOMERS = STAFF_ROLES - {Role.FINANCE, Role.SECURITY_ADMIN}
READS_AGREEMENTS = STAFF_ROLES - {Role.SECURITY_ADMIN}
# Who draws up the rota.
PLANS_ROTA = frozenset({Role.ADMIN, Role.DIRECTOR})
# What was paid for a period, and whether cover goes on without it: money's affair, and the director's.
KEEPS_MONEY = frozenset({Role.FINANCE, Role.DIRECTOR})
WRITES_CUSTOMERS = frozenset({Role.ACCOUNT_MANAGER, Role.DIRECTOR, Role.ADMIN})


# Stands for any hospitals or departments, where only whether there are some is asked.
SOMEWHERE = frozenset({0})


@dataclass(frozen=True)
class Actor:
    """The person behind an act, as the engine needs him. `kind` is staff, customer or system."""

    kind: str
    id: int | None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    level: Level | None = None
    # Staff: hospitals he stands for. Customer: the one he belongs to.
    hospitals: frozenset[int] = frozenset()
    # A ward contact's departments; None = the whole hospital.
    departments: frozenset[int] | None = field(default=None)

    @property
    def ledger(self) -> tuple[str, int | None]:
        return (self.kind, self.id)

    @property
    def person(self) -> int:
        """The id of the human behind the act; the system has none and may not do what only people do."""
        if self.id is None:
            raise Refused("not_your_role")
        return self.id

    @property
    def leads_it(self) -> bool:
        """The head of IT of a whole hospital: his are its programs and its webhooks."""
        return self.is_customer and Role.IT_HEAD in self.roles and self.departments is None and bool(self.hospitals)

    @property
    def standing(self) -> "Actor":
        """Everything of him but who and where he is: two people of the same standing see by the same rules."""
        departments = self.departments and SOMEWHERE
        return replace(self, id=0, name="", hospitals=self.hospitals and SOMEWHERE, departments=departments)

    @property
    def reach(self) -> dict[str, int | tuple[int, ...]]:
        """What `standing` leaves out, by name; what there is none of is not named."""
        ids = {"hospitals": self.hospitals, "departments": self.departments or frozenset()}
        return {"me": self.id or 0} | {name: tuple(sorted(found)) for name, found in ids.items() if found}

    def reaching(self, me: int, hospitals: Iterable[int] = (), departments: Iterable[int] = ()) -> "Actor":
        """Somebody of this standing with this reach."""
        places = None if self.departments is None else frozenset(departments)
        return replace(self, id=me, hospitals=frozenset(hospitals), departments=places)

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    @property
    def is_customer(self) -> bool:
        return self.kind == "customer"

    @property
    def sees_all(self) -> bool:
        return self.kind == "system" or (self.is_staff and bool(self.roles & SEES_ALL))

    @property
    def sees_every_hospital(self) -> bool:
        """An administrator keeps every hospital's record but sees no cards."""
        return self.sees_all or (self.is_staff and Role.ADMIN in self.roles)

    @property
    def is_qualified(self) -> bool:
        return self.is_staff and bool(self.roles & QUALIFIED_ROLES)


def need(actor: Actor, roles: frozenset[Role], act: str) -> None:
    """Raise `Refused("not_your_role")` when none of these roles is his."""
    if not actor.roles & roles:
        raise Refused("not_your_role", act=act)


SYSTEM = Actor(kind="system", id=None, name="system")

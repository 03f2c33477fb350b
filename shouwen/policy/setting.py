"""What may be set at the desk, declared once: its default, its bounds, the clause that it gives a figure to.

A value counts from the change on, and only for what is made afterwards: yesterday's agreements, verdicts and promises
keep their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from shouwen.policy.agreement import GRACE_DAYS, URGENT_UNITS, Basis
from shouwen.policy.password_profile import ASVS, PROFILES
from shouwen.policy.plain_text import checked_text
from shouwen.policy.quota import LATE_HOURS, SAME_DAY_UNTIL
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.policy.ruling import APPEAL_DAYS, DECIDE_DAYS, FINAL_DAYS

T = TypeVar("T", int, str)

# Settings bind everybody, as a calendar does: the same people change them. Money and audit look on.
CHANGES_SETTINGS = frozenset({Role.ADMIN, Role.DIRECTOR})
READS_SETTINGS = CHANGES_SETTINGS | {Role.AUDITOR, Role.FINANCE, Role.SECURITY_ADMIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """A setting and its value as long as nobody has changed it; `clause` is where the policy speaks of it."""

    code: str
    default: T
    # "" for what the policy does not speak of.
    clause: str = ""
    # Changed by whoever gives roles, not by whoever sets the desk's figures.
    security: bool = False

    def read(self, said: str) -> T:
        """What somebody typed. Refused with `field`: `text_missing`, or as the kind of setting has it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Setting[int]):
    """A whole number, both bounds included."""

    least: int
    most: int

    def read(self, said: str) -> int:
        """Refused with `field`: `text_missing`, `not_a_number`, `number_range`."""
        text = _given(said)
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise Refused("not_a_number", field="value")
        if not self.least <= int(text) <= self.most:
            raise Refused("number_range", field="value", least=self.least, most=self.most)
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Setting[str]):
    """One of a few codes."""

    choices: tuple[str, ...]

    def read(self, said: str) -> str:
        """Refused with `field`: `text_missing`, `unknown_choice`."""
        text = _given(said)
        if text not in self.choices:
            raise Refused("unknown_choice", field="value")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Setting[str]):
    """A few names, with a mark between them; kept with 、."""

    longest: int
    most: int

    def read(self, said: str) -> str:
        """Refused with `field`: `text_missing`, `list_too_long`, `text_too_long`."""
        names = list(dict.fromkeys(listed(checked_text(_given(said), "value", limit=2000))))
        if not names:
            raise Refused("text_missing", field="value")
        if len(names) > self.most:
            raise Refused("list_too_long", field="value", most=self.most)
        if any(len(name) > self.longest for name in names):
            raise Refused("text_too_long", field="value", limit=self.longest)
        return "、".join(names)


def listed(said: str) -> list[str]:
    """The names of a `Listed` value."""
    return [name for each in re.split("[、,，;；\n]", said) if (name := each.strip())]


FREE_BASIS = Choice(
    code="free_basis",
    default=Basis.IMPLEMENTATION.value,
    clause="phase.free",
    choices=tuple(basis.value for basis in Basis),
)
GRACE = Amount(code="grace_days", default=GRACE_DAYS, clause="cover.grace", least=0, most=366)
URGENT_QUOTA = Amount(code="urgent_quota", default=URGENT_UNITS, clause="quota.urgent", least=0, most=99)
# Of the cards of grades 3 to 5, in a hundred, whose customers are asked afterwards.
SURVEY_SAMPLE = Amount(code="survey_sample", default=20, least=0, most=100)
# A question counts as answered at the first call when nothing of it comes back within so many days.
FCR_DAYS = Amount(code="fcr_days", default=7, least=1, most=30)
# A conversation of the online service has its first answer within so many minutes of attended time.
ONLINE_MINUTES = Amount(code="online_minutes", default=3, clause="service.online", least=1, most=60)
# Remote service: unsolved for so many minutes after its first session, somebody is proposed to be sent; and by what a
# session may be held.
REMOTE_ONSITE = Amount(code="remote_onsite_minutes", default=60, clause="remote.recorded", least=10, most=1440)
REMOTE_TOOLS = Listed(
    code="remote_tools",
    default="VPN+堡垒机、向日葵、ToDesk、TeamViewer、QQ远程",
    clause="remote.recorded",
    longest=24,
    most=12,
)
# Value added tax on what is quoted, and how long a quote stands.
TAX = Amount(code="tax_percent", default=6, least=0, most=17)
QUOTE_DAYS = Amount(code="quote_days", default=30, least=1, most=365)
# The hour until which an urgent response comes the same day, and the hours that it may take afterwards.
URGENT_UNTIL = Amount(code="urgent_until", default=SAME_DAY_UNTIL.hour, clause="quota.same_day", least=0, most=23)
URGENT_LATE = Amount(code="urgent_late_hours", default=LATE_HOURS, clause="quota.same_day", least=1, most=24)
RULING_DAYS = Amount(code="ruling_days", default=DECIDE_DAYS, clause="charge.inherent_defect", least=1, most=60)
APPEAL = Amount(code="appeal_days", default=APPEAL_DAYS, clause="charge.inherent_defect", least=1, most=90)
FINAL = Amount(code="final_days", default=FINAL_DAYS, clause="charge.inherent_defect", least=1, most=60)
# What is unpaid: cover goes on, or a person may stop it; nothing stops by itself.
UNPAID_COVER = Choice(code="unpaid_cover", default="goes_on", clause="cover.valid", choices=("goes_on", "may_stop"))

# How long what was covered is kept as it came, and who may open it.
ORIGINAL_DAYS = Amount(code="original_days", default=30, clause="privacy.masked_on_save", least=1, most=365)
ORIGINALS_BY = Choice(
    code="originals_by",
    default="handlers",
    clause="privacy.masked_on_save",
    choices=("handlers", "lead"),
    security=True,
)

# Rules that act by themselves: how many may follow from one another, and how often one fires on one card in an hour.
RULE_DEPTH = Amount(code="rule_depth", default=3, least=1, most=5)
RULE_HOURLY = Amount(code="rule_hourly", default=5, least=1, most=60)

SEPARATION = Choice(code="admin_separation", default="off", choices=("off", "on"), security=True)
PASSWORDS = Choice(code="password_profile", default=ASVS.code, choices=tuple(PROFILES), security=True)

SETTINGS: Mapping[str, Setting[Any]] = MappingProxyType(
    {
        setting.code: setting
        for setting in (
            *(FREE_BASIS, GRACE, URGENT_QUOTA, URGENT_UNTIL, URGENT_LATE, UNPAID_COVER),
            *(RULING_DAYS, APPEAL, FINAL, TAX, QUOTE_DAYS),
            *(SURVEY_SAMPLE, FCR_DAYS, ONLINE_MINUTES, REMOTE_ONSITE, REMOTE_TOOLS),
            *(RULE_DEPTH, RULE_HOURLY),
            *(ORIGINAL_DAYS, ORIGINALS_BY, SEPARATION, PASSWORDS),
        )
    }
)


def setting_of(code: str) -> Setting[Any]:
    """The setting of that code. Refused `absent`."""
    found = SETTINGS.get(code)
    if found is None:
        raise Refused("absent")
    return found


def _given(said: str) -> str:
    text = said.strip()
    if not text:
        raise Refused("text_missing", field="value")
    return text

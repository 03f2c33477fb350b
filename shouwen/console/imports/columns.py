"""What can be imported, column by column: headings, explanations, an example, and the words for codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.agreements.actions.period import ORDINARY
from shouwen.apps.agreements.models import Line
from shouwen.apps.customers.models import Hospital
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.roles import STAFF_ROLES, Level, Role
from shouwen.policy.telephone import Outcome

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """`form`: text, day, instant, amount, flag, or code: one of `codes`, or several (`many`), words of `vocabulary`."""

    code: str
    heading: Words
    example: Words = ""
    note: Words = ""
    required: bool = False
    form: str = "text"
    vocabulary: str = ""
    codes: Sequence[str] = ()
    many: bool = False


@dataclass(frozen=True)
class Kind:
    title: Words
    note: Words
    icon: str
    columns: Sequence[Column]


def _day(code: str, heading: Words, example: str = "", note: Words = "", *, required: bool = False) -> Column:
    return Column(code, heading, example, note, required, form="day")


def _instant(code: str, heading: Words, example: str = "", note: Words = "", *, required: bool = False) -> Column:
    return Column(code, heading, example, note, required, form="instant")


HOSPITAL = Column("hospital", _("Hospital"), _("Example Hospital"), _("Full name, or the credit code."), required=True)
MODULE = Column("module", _("Module"), "", _("Code of the module, or its name."))
SPECIALS = [service.value for service in Service if service in SPECIAL]
ROLES = [role.value for role in Role if role in STAFF_ROLES]

KINDS: Mapping[str, Kind] = {
    "hospitals": Kind(
        pgettext_lazy("room", "Hospitals"),
        _("With campuses and departments: a row for each department."),
        "bi-hospital",
        (
            Column("name", pgettext_lazy("column", "Hospital name"), _("Example Hospital"),
                   _("Full name. A hospital is found by credit code, else by name."), required=True),
            Column("credit_code", _("Credit code"), "", _("18 characters; may stay empty.")),
            Column("short_name", _("Short name"), _("Example"), _("A new hospital without one gets its full name.")),
            Column("category", _("Category"), form="code", vocabulary="hospital_category",
                   codes=Hospital.Category.values, note=_("A new hospital without one is general.")),
            Column("address", _("Address")),
            Column("account_manager", _("Account manager"), "pm",
                   _("Account or name of a colleague; needed for a new hospital.")),
            Column("deputy", _("Deputy"), "", _("Account or name of another colleague.")),
            Column("campus", _("Campus"), _("Main campus"),
                   _("Needed for a new hospital; one that is not there yet is added.")),
            Column("department", _("Department"), _("Outpatient pharmacy"), _("One that is not there yet is added.")),
        ),
    ),
    "contacts": Kind(
        _("Contacts"),
        _("The hospitals' people, found by name at their hospital."),
        "bi-person-lines-fill",
        (
            HOSPITAL,
            Column("name", _("Name"), _("Director Zhang"), required=True),
            Column("title", pgettext_lazy("column", "Position"), _("Head of IT")),
            Column("phone", _("Phone"), "010-0000-0000"),
            Column("campus", _("Campus"), "", _("Only where two departments have one name.")),
            Column("department", _("Department"), "", _("As it is on record at the hospital.")),
            Column("is_it", pgettext_lazy("column", "Hospital IT"), form="flag",
                   note=_("Whom we call about computers.")),
        ),
    ),
    "installations": Kind(
        _("Installations"),
        _("Which version of a module runs at which campus."),
        "bi-hdd-stack",
        (
            HOSPITAL,
            Column("campus", _("Campus"), _("Main campus"), _("As it is on record at the hospital."), required=True),
            Column("module", _("Module"), "", _("Code of the module, or its name."), required=True),
            Column("version", _("Version"), "5.2.1", required=True),
            _day("since", pgettext_lazy("column", "In use since"), "2026-03-01",
                 _("The first day of this version; needed when it is new or another one.")),
        ),
    ),
    "agreements": Kind(
        pgettext_lazy("room", "Agreements"),
        _("With lines and paid periods: a row for each paid period."),
        "bi-file-earmark-text",
        (
            Column("number", _("Number of the agreement"), "HT-2026-001", required=True),
            HOSPITAL,
            _day("signed_on", _("Signed on"), "2026-01-05", _("Needed for a new agreement.")),
            _day("started_on", _("Start of implementation"), "2026-01-20"),
            _day("go_live_on", _("Go-live")),
            _day("first_accepted_on", _("First acceptance")),
            _day("final_accepted_on", _("Final acceptance")),
            Column(MODULE.code, MODULE.heading, "", _("Of the line; empty means every module.")),
            Column("campus", _("Campus"), "", _("Of the line; empty means every campus.")),
            Column("basis", pgettext_lazy("column", "Free phase counts from"), form="code", vocabulary="basis",
                   codes=Line.Basis.values, note=_("Empty takes the desk's setting.")),
            _day("free_from", pgettext_lazy("column", "First free day"), "",
                 _("Empty takes the agreement's day of that basis.")),
            Column("special", _("Special services"), form="code", vocabulary="service", codes=SPECIALS, many=True,
                   note=_("Named in the line.")),
            Column("urgent_quota", pgettext_lazy("column", "Urgent responses a year"), form="amount",
                   note=_("Empty takes the desk's setting.")),
            Column("grace_days", pgettext_lazy("column", "Days of grace"), form="amount",
                   note=_("Empty takes the desk's setting.")),
            _day("paid_from", pgettext_lazy("column", "Paid from"), "2027-01-20"),
            _day("paid_until", pgettext_lazy("column", "Paid until"), "2028-01-19", _("This day included.")),
            Column("paid_services", pgettext_lazy("column", "Paid services"), form="code", vocabulary="service",
                   codes=[service.value for service in ORDINARY], many=True, note=_("What was bought for these days.")),
            Column("paid_special", pgettext_lazy("column", "Paid special services"), form="code",
                   vocabulary="service", codes=SPECIALS, many=True),
            Column("paid_policy_change", pgettext_lazy("column", "Changes of public policy paid"), form="flag"),
            Column("paid_urgent_quota", pgettext_lazy("column", "Urgent responses paid"), form="amount",
                   note=_("Empty takes the desk's setting.")),
        ),
    ),
    "people": Kind(
        pgettext_lazy("people", "Colleagues"),
        _("Accounts with roles. Who is new needs a password link from his page."),
        "bi-people",
        (
            Column("username", _("Account"), "zhangsan", _("Letters, figures and @ . + - _ only."), required=True),
            Column("name", _("Name"), _("Zhang San"), required=True),
            Column("roles", pgettext_lazy("column", "Roles"), form="code", vocabulary="role", codes=ROLES, many=True,
                   note=_("Roles are added and never taken away.")),
            Column("level", pgettext_lazy("column", "Level"), form="code", vocabulary="level",
                   codes=[level.value for level in Level]),
            Column("email", pgettext_lazy("column", "E-mail"), "zhangsan@vendor.example"),
            Column("phone", _("Phone"), "010-0000-0000"),
        ),
    ),
    "calls": Kind(
        pgettext_lazy("room", "Calls"),
        _("The hotline's calls of a day, as the exchange lists them: a row for each call."),
        "bi-telephone-inbound",
        (
            Column("call", _("The exchange's name of the call"), "20260302-0001",
                   _("Without one a call is known by its instant, number and agent.")),
            _instant("offered_at", pgettext_lazy("call", "It rang"), "2026-03-02 10:05:00", required=True),
            _instant("answered_at", pgettext_lazy("call", "Answered"), "2026-03-02 10:05:12",
                     _("Empty when nobody took it.")),
            _instant("ended_at", pgettext_lazy("call", "Ended"), "2026-03-02 10:09:40"),
            Column("number", _("Number of the caller"), "010-0000-0000"),
            Column("caller_name", _("Name of the caller")),
            Column("hospital", _("Hospital"), "", _("Empty: found by the number, when it is one person's alone.")),
            Column("agent", _("Who took it"), "agent", _("Account or name of a colleague.")),
            Column("outcome", _("What became of it"), form="code", vocabulary="call_outcome",
                   codes=[each.value for each in Outcome]),
            Column("card", _("Number of the card")),
            Column("recording", _("Recording")),
            Column("words", _("What was said")),
        ),
    ),
}  # fmt: skip

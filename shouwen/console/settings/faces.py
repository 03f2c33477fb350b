"""Settings as the page and the spreadsheet read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shouwen.apps.calendars.queries import newest
from shouwen.apps.ledger.queries import newest_first
from shouwen.apps.people.queries import with_roles
from shouwen.apps.settings.queries import Standing
from shouwen.policy.roles import Role
from shouwen.ui.code_words import word
from shouwen.ui.faces.clause import ClauseFace, clause_faces
from shouwen.ui.record_words import yes_no
from shouwen.ui.setting_words import NAMES, TOUCHES, value_words

# So many changes stand on the page; the spreadsheet has all of them.
SHOWN = 20


@dataclass(frozen=True)
class Happened:
    at: datetime
    who: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class SettingFace:
    code: str
    name: str
    value: str
    default: str
    touches: str
    # None where the policy does not speak of it.
    clause: ClauseFace | None
    security: bool
    history: Sequence[Happened]
    # What undoing would lead back to, "" while nobody has changed it.
    back_to: str

    @property
    def last(self) -> Happened | None:
        return self.history[0] if self.history else None


def setting_face(standing: Standing, shown: int | None = SHOWN) -> SettingFace:
    setting, changes = standing.setting, standing.changes
    values = [*(change.value for change in changes), setting.default]
    told = [value_words(setting, value) for value in (values if shown is None else values[: shown + 1])]
    return SettingFace(
        code=setting.code,
        name=str(NAMES[setting.code]),
        value=value_words(setting, standing.value),
        default=value_words(setting, setting.default),
        touches=str(TOUCHES[setting.code]),
        clause=clause_faces([setting.clause])[0] if setting.clause else None,
        security=setting.security,
        history=[
            Happened(change.at, change.by.name, before, after, change.reason)
            for change, after, before in zip(changes, told, told[1:], strict=False)
        ],
        back_to=told[1] if changes else "",
    )


@dataclass(frozen=True)
class CalendarFace:
    number: int
    published_at: datetime
    # "" for the version that came with the product.
    by: str
    first_year: int
    last_year: int


def calendar_face() -> CalendarFace:
    """The calendars in force, and who published them. Three queries."""
    version = newest()
    event = next(iter(newest_first("calendar", version.pk, 1)), None)
    people = with_roles([event.actor_id]) if event else {}
    by = people[event.actor_id].name if event and event.actor_id in people else ""
    return CalendarFace(version.number, version.published_at, by, version.years[0], version.years[-1])


FIXED: tuple[tuple[Promise | str, tuple[str, ...]], ...] = (
    (pgettext_lazy("fixed", "Response"), ("response.ceiling", "response.by_grade")),
    (pgettext_lazy("fixed", "Arrival"), ("arrival.covered", "arrival.ceiling")),
    (
        pgettext_lazy("fixed", "Resolution"),
        (
            "resolution.wall_clock",
            "resolution.working_time",
            "resolution.plan",
            "resolution.complaint",
            "complaint.answer",
            "complaint.interim",
        ),
    ),
    (pgettext_lazy("fixed", "Warnings"), ("ladder.warned",)),
    (pgettext_lazy("fixed", "Climbing"), ("ladder.climbs", "ladder.proposes", "ladder.director")),
    (pgettext_lazy("fixed", "Hand-over"), ("handover.offer",)),
    (pgettext_lazy("fixed", "Closing"), ("closing.silence", "closing.window")),
)


def fixed_faces() -> list[tuple[str, list[ClauseFace]]]:
    """What the policy's own text fixes: nobody sets it, it changes with the text."""
    return [(str(name), clause_faces(clauses)) for name, clauses in FIXED]


@dataclass(frozen=True)
class ServerFace:
    """What the server was started with. Never a password, a key or a whole address that holds one."""

    name: str
    value: str
    variable: str


def server_faces() -> list[ServerFace]:
    smtp = settings.SMTP
    listed = pgettext("between items", ", ")
    roles = listed.join(word(role, "role") for role in Role if role in settings.MFA_ROLES)
    unset = _("not set up")
    rows: tuple[tuple[Promise | str, str, str], ...] = (
        (gettext_lazy("Address of this site"), settings.SITE_URL, "SHOUWEN_SITE_URL"),
        (gettext_lazy("Hotline number"), settings.HOTLINE_NUMBER or unset, "SHOUWEN_HOTLINE"),
        (gettext_lazy("Mail server"), f"{smtp.host}:{smtp.port}" if smtp else unset, "SHOUWEN_SMTP_URL"),
        (gettext_lazy("Sender of letters"), settings.MAIL_FROM, "SHOUWEN_MAIL_FROM"),
        (gettext_lazy("Roles that need a second factor"), roles or _("none"), "SHOUWEN_MFA_ROLES"),
        (gettext_lazy("Behind a proxy"), yes_no(settings.BEHIND_PROXY), "SHOUWEN_BEHIND_PROXY"),
    )
    return [ServerFace(str(name), value, variable) for name, value, variable in rows]

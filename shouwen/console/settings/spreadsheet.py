"""The settings as they are, and every change of them, as an Excel file."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shouwen.apps.settings.models import Change
from shouwen.apps.settings.queries import changes, standings
from shouwen.console.frame.guard import reads
from shouwen.console.settings.faces import SettingFace, setting_face
from shouwen.policy.setting import setting_of
from shouwen.ui.door import Visit
from shouwen.ui.setting_words import NAMES, value_words
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

NOW: tuple[Column[SettingFace], ...] = (
    Column(gettext_lazy("Setting"), lambda row: row.name, 28),
    Column(gettext_lazy("Value"), lambda row: row.value, 18),
    Column(gettext_lazy("Default"), lambda row: row.default, 18),
    Column(gettext_lazy("Since"), lambda row: row.last.at if row.last else None, 18),
    Column(gettext_lazy("Changed by"), lambda row: row.last.who if row.last else ""),
    Column(gettext_lazy("What it touches"), lambda row: row.touches, 50),
    Column(gettext_lazy("The policy says"), lambda row: row.clause.text if row.clause else "", 60),
)
CHANGES: tuple[Column[Change], ...] = (
    Column(gettext_lazy("Setting"), lambda row: str(NAMES[row.code]), 28),
    Column(gettext_lazy("Value"), lambda row: value_words(setting_of(row.code), row.value), 18),
    Column(gettext_lazy("Since"), lambda row: row.at, 18),
    Column(gettext_lazy("Changed by"), lambda row: row.by.name),
    Column(gettext_lazy("Reason"), lambda row: row.reason, 50),
)


@reads
def settings_sheet(visit: Visit) -> FileResponse:
    faces = [setting_face(standing) for standing in standings(visit.actor).values()]

    def batch(after: str) -> tuple[Sequence[Change], str]:
        return changes(visit.actor, after, BATCH)

    title = pgettext("room", "Settings")
    now, then = Table(title, NOW, lambda _after: (faces, "")), Table(_("Changes of settings"), CHANGES, batch)
    return excel(title, now, then, now=visit.now)

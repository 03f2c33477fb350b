"""The dictionaries as an Excel file: the modules, and every fixed word in both languages with its clause."""

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shouwen.console.dictionaries.faces import Dictionary, Entry, ModuleRow, categories, fixed_dictionaries, module_rows
from shouwen.console.frame.guard import reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import Column, Table, Value, excel

Word = tuple[Dictionary, Entry]


def _count(row: ModuleRow, which: int) -> Value:
    return row.counts[which] if row.counts else None


MODULES: tuple[Column[ModuleRow], ...] = (
    Column(_("Code"), lambda row: row.code, 20),
    Column(_("Name in Chinese"), lambda row: row.name_zh, 20),
    Column(_("Name in English"), lambda row: row.name_en, 24),
    Column(_("Part of the product"), lambda row: word(row.group, "module_group")),
    Column(_("Runs at campuses"), lambda row: _count(row, 0)),
    Column(_("In lines of agreements"), lambda row: _count(row, 1)),
    Column(_("Colleagues who know it"), lambda row: _count(row, 2)),
    Column(_("Cards"), lambda row: _count(row, 3)),
    Column(_("Retired on"), lambda row: row.retired_on, 12),
)
WORDS: tuple[Column[Word], ...] = (
    Column(_("List"), lambda row: row[0].name, 20),
    Column(_("Code"), lambda row: row[1].code, 20),
    Column(_("Chinese"), lambda row: row[1].zh, 24),
    Column(_("English"), lambda row: row[1].en, 28),
    Column(
        _("The policy says"),
        lambda row: " ".join(clause.text for clause in (*row[0].clauses, *row[1].clauses)),
        60,
    ),
)


@reads
def dictionaries_sheet(visit: Visit) -> FileResponse:
    rows = module_rows(visit.actor)
    words = [(each, entry) for each in (categories(visit.actor), *fixed_dictionaries()) for entry in each.entries]
    title = pgettext("room", "Dictionaries")
    return excel(
        title,
        Table(pgettext("dictionary", "Modules"), MODULES, lambda _after: (rows, "")),
        Table(pgettext("dictionary", "Words"), WORDS, lambda _after: (words, "")),
        now=visit.now,
    )

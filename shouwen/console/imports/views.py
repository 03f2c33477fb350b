"""Upload, look at what would change, say yes."""

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from shouwen.apps.files.actions import label_of
from shouwen.apps.imports import actions, queries
from shouwen.apps.imports.kinds import may_import
from shouwen.apps.imports.models import Draft
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.imports.columns import KINDS, Column, Kind
from shouwen.console.imports.reading import rows_of
from shouwen.console.imports.template import template_of
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.record_words import yes_no
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.workbook import lines

RESULTS = ("new", "changed", "unchanged", "refused")
SHOWN_FIRST = ("refused", "new", "changed", "unchanged")


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Excel file (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


@reads
def imports(visit: Visit) -> HttpResponse:
    """What this person may import."""
    kinds = [(code, kind) for code, kind in KINDS.items() if may_import(visit.actor, code)]
    if not kinds:
        raise Refused("not_your_role", act="import")
    return page(visit, "console/imports.html", kinds=kinds)


@reads
def template(visit: Visit, what: str) -> FileResponse:
    return template_of(_kind(visit, what), visit.now)


@reads_and_acts
def upload(visit: Visit, what: str) -> HttpResponse:
    """The file is rehearsed and the report shown; nothing is changed by it."""
    kind, form, status = _kind(visit, what), UploadForm(), 200
    if visit.method == "POST":
        sent = visit.FILES.get("file")
        try:
            rows = rows_of(kind, lines(sent))
            label = label_of(sent.name or "") if sent else ""
            draft = actions.rehearse(visit.actor, what, rows, label, at=visit.now)
            return redirect("console:import_draft", draft.pk)
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = UploadForm(data=visit.POST, files=visit.FILES)
            refuse(form, refused)
            status = status_of(refused)
    return page(visit, "console/import_upload.html", status=status, what=what, kind=kind, form=form)


@reads_and_acts
def draft(visit: Visit, draft: UUID) -> HttpResponse:
    """What would become of each row; POST brings it in."""
    found = queries.draft_of(visit.actor, draft, visit.now)
    if visit.method != "POST":
        return _report(visit, found)
    try:
        done = actions.bring_in(visit.actor, draft, at=visit.now)
    except Refused as refused:
        if not refused.code.startswith("import_"):
            raise
        return _report(visit, found, refused)
    count = sum(each["result"] in {"new", "changed"} for each in done.outcomes)
    messages.success(
        visit, ngettext("%(count)s row was imported.", "%(count)s rows were imported.", count) % {"count": count}
    )
    return redirect("console:import_upload", done.kind)


def _kind(visit: Visit, what: str) -> Kind:
    if what not in KINDS:
        raise Refused("absent")
    if not may_import(visit.actor, what):
        raise Refused("not_your_role", act="import")
    return KINDS[what]


def _report(visit: Visit, found: Draft, refused: Refused | None = None) -> HttpResponse:
    kind = KINDS[found.kind]
    counted = Counter(each["result"] for each in found.outcomes)
    shown = [each for result in SHOWN_FIRST for each in found.outcomes if each["result"] == result]
    told = {kept["row"]: kept["values"] for kept in found.rows}
    return page(
        visit,
        "console/import_draft.html",
        status=409 if refused else 200,
        draft=found,
        kind=kind,
        counts=[(result, counted[result]) for result in RESULTS],
        rows=[_face(kind, each, told.get(each["row"], {})) for each in shown if each["result"] != "unchanged"],
        may_bring_in=not counted["refused"] and bool(counted["new"] + counted["changed"]),
        refused=refused,
        again_url=reverse("console:import_upload", args=[found.kind]),
    )


def _face(kind: Kind, outcome: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    columns = {column.code: column for column in kind.columns}
    column = columns.get(outcome["column"])
    sentence = ""
    if outcome["result"] == "refused":
        sentence = refusal_words(Refused(outcome["code"], **outcome["facts"]))
    return {
        "row": outcome["row"],
        "result": outcome["result"],
        "name": next((values[each.code] for each in kind.columns if each.code in values), ""),
        "column": str(column.heading) if column else "",
        "said": shown(column, values.get(column.code, "")) if column else "",
        "sentence": sentence,
        "changes": [
            (str(columns[code].heading), shown(columns[code], before), shown(columns[code], after))
            for code, before, after in outcome["changes"]
        ],
    }


def shown(column: Column, text: str) -> str:
    """A cell's content in the reader's words."""
    if column.form == "flag" and text in {"yes", "no"}:
        return yes_no(text == "yes")
    if column.codes and text:
        return "、".join(word(code, column.vocabulary) for code in text.split(","))
    return text

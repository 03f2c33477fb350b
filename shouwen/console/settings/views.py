"""The settings on one page: read by those who look on, changed in place by those who may, with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.people.house_rules import may_secure
from shouwen.apps.settings.actions import change_setting, undo_setting
from shouwen.apps.settings.queries import may_change, may_change_any, may_lead_desk, standings
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.settings.faces import calendar_face, fixed_faces, server_faces, setting_face
from shouwen.console.settings.forms import SettingForm, UndoForm
from shouwen.policy.refusal import Refused
from shouwen.policy.setting import setting_of
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse


@reads
def settings(visit: Visit) -> HttpResponse:
    return _show(visit)


@reads_and_acts
def change(visit: Visit, setting: str) -> HttpResponse:
    """The page with this setting's form open; or its change."""
    _changeable(visit, setting)
    if visit.method != "POST":
        return _show(visit, opened=setting)
    said = visit.POST.get
    try:
        change_setting(visit.actor, setting, said("value", ""), said("reason", ""), at=visit.now)
    except Refused as refused:
        return _refused(visit, setting, refused, form=SettingForm(setting_of(setting), data=visit.POST))
    messages.success(visit, _("Set. It counts from now on; what is on record keeps its own."))
    return redirect(f"{reverse('console:settings')}#{setting}")


@acts
def undo(visit: Visit, setting: str) -> HttpResponse:
    """Back to the value before, with a reason: a change like any other."""
    try:
        undo_setting(visit.actor, setting, visit.POST.get("reason", ""), at=visit.now)
    except Refused as refused:
        form = UndoForm(data=visit.POST, auto_id=f"id_{setting}_undo_%s")
        return _refused(visit, setting, refused, undo_form=form)
    messages.success(visit, _("Changed back, on record."))
    return redirect(f"{reverse('console:settings')}#{setting}")


def _changeable(visit: Visit, setting: str) -> None:
    if not (may_change_any(visit.actor, visit.now) and may_change(visit.actor, setting_of(setting), visit.now)):
        raise Refused("not_your_role", act="change_setting")


def _refused(
    visit: Visit,
    setting: str,
    refused: Refused,
    *,
    form: SettingForm | None = None,
    undo_form: UndoForm | None = None,
) -> HttpResponse:
    """The page again with what was typed and the sentence at its field; a matter of the person is the door's."""
    if of_the_person(refused):
        raise refused
    for each in (form, undo_form):
        if each is not None:
            refuse(each, refused)
    return _show(visit, opened=setting, status=status_of(refused), form=form, undo_form=undo_form)


def _show(
    visit: Visit,
    *,
    opened: str = "",
    status: int = 200,
    form: SettingForm | None = None,
    undo_form: UndoForm | None = None,
) -> HttpResponse:
    lead, secure, rows = may_lead_desk(visit.actor), may_secure(visit.actor, visit.now), []
    for code, standing in standings(visit.actor).items():
        mine = form if form and opened == code else SettingForm(standing.setting, initial={"value": standing.value})
        back = undo_form if undo_form and opened == code else UndoForm(auto_id=f"id_{code}_undo_%s")
        may = secure if standing.setting.security else lead
        rows.append((setting_face(standing), mine, back, may))
    return page(
        visit,
        "console/settings.html",
        status=status,
        groups=[[row for row in rows if row[0].security is security] for security in (False, True)],
        opened="" if undo_form else opened,
        opened_undo=opened if undo_form else "",
        may_change=lead,
        calendar=calendar_face(),
        fixed=fixed_faces(),
        server=server_faces(),
        export_url=reverse("console:settings_sheet"),
    )

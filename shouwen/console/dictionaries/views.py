"""The dictionaries on one page, and the forms of the list of modules."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shouwen.apps.installations import actions
from shouwen.apps.installations.access import may_keep_modules
from shouwen.apps.installations.models import Module
from shouwen.apps.installations.queries import every_module
from shouwen.apps.people.queries import teams
from shouwen.apps.settings.queries import may_read
from shouwen.console.dictionaries.faces import categories, fixed_dictionaries, module_rows
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, typed
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.team import team_name


class ModuleForm(forms.Form):
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60)
    group = forms.CharField(
        label=gettext_lazy("Part of the product"),
        max_length=24,
        help_text=gettext_lazy("One word for modules that belong together, such as inpatient."),
    )


class NewModuleForm(ModuleForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Letters, figures and hyphens. It stays: agreements, cards and files name it."),
    )
    field_order = ("name_zh", "name_en", "code", "group")


@reads
def dictionaries(visit: Visit) -> HttpResponse:
    return page(
        visit,
        "console/dictionaries.html",
        modules=module_rows(visit.actor),
        may_keep=may_keep_modules(visit.actor),
        teams=[
            (team_name(team), team.code, sum(each.user.is_active for each in team.memberships.all()))
            for team in teams()
        ],
        categories=categories(visit.actor),
        fixed=fixed_dictionaries(),
        reads_settings=may_read(visit.actor),
        export_url=reverse("console:dictionaries_sheet"),
    )


@reads_and_acts
def add_module(visit: Visit) -> HttpResponse:
    if not may_keep_modules(visit.actor):
        raise Refused("not_your_role", act="keep_modules")
    form = NewModuleForm(data=typed(visit))

    def do() -> object:
        return actions.add_module(visit.actor, visit.POST.get("code", ""), _names(visit), at=visit.now)

    around = _sheet(_("New module"), _("Add the module"))
    return carry_out(visit, around, form, do, done=_("The module is on the list."))


@reads_and_acts
def rename_module(visit: Visit, module: int) -> HttpResponse:
    found = _kept(visit, module)
    form = ModuleForm(data=typed(visit))

    def do() -> object:
        return actions.rename_module(visit.actor, module, _names(visit), at=visit.now)

    title = _("Rename %(module)s") % {"module": module_name(found)}
    note = _("Whatever names this module shows the new name from now on; its code %(code)s stays.") % {
        "code": found.code
    }
    names = ("name_zh", "name_en", "group")
    return carry_out(
        visit,
        _sheet(title, _("Save"), note),
        form,
        do,
        done=_("Saved."),
        kept=lambda: {name: getattr(_kept(visit, module), name) for name in names},
    )


@acts
def retire_module(visit: Visit, module: int) -> HttpResponse:
    actions.retire_module(visit.actor, module, at=visit.now)
    messages.success(visit, _("Retired. Where it runs it goes on; it is put in and sold no more."))
    return redirect("console:dictionaries")


@acts
def bring_back_module(visit: Visit, module: int) -> HttpResponse:
    actions.bring_back_module(visit.actor, module, at=visit.now)
    messages.success(visit, _("Brought back: it is offered again."))
    return redirect("console:dictionaries")


def _kept(visit: Visit, module: int) -> Module:
    """The module of a form; only who keeps the list gets to see the form."""
    if not may_keep_modules(visit.actor):
        raise Refused("not_your_role", act="keep_modules")
    found = next((each for each in every_module() if each.pk == module), None)
    if found is None:
        raise Refused("absent")
    return found


def _names(visit: Visit) -> actions.ModuleNames:
    said = visit.POST.get
    return actions.ModuleNames(said("name_zh", ""), said("name_en", ""), said("group", ""))


def _sheet(title: Words, send: Words, note: Words = "") -> Sheet:
    return Sheet("settings", title, send, reverse("console:dictionaries"), pgettext("room", "Dictionaries"), note)

"""Forms about what stands and runs at a hospital: the dossier and the installations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.customers import actions, record
from shouwen.apps.customers.models import DossierEntry, Hospital
from shouwen.apps.installations import actions as installing
from shouwen.apps.installations.models import Installation
from shouwen.apps.installations.queries import installations_of, offered_modules
from shouwen.console.customers.facts import kept, sheet
from shouwen.console.customers.forms import EntryForm, InstallForm, UntilForm, VersionForm
from shouwen.console.customers.people import required_day
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import carry_out, choose, typed
from shouwen.policy.dossier import Section
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.fields import number_of


@reads_and_acts
def add_entry(visit: Visit, hospital: int, section: str) -> HttpResponse:
    found = kept(visit, hospital)
    if section not in set(Section):
        raise Refused("absent")
    form = EntryForm(Section(section), data=typed(visit))
    title = _("New entry: %(section)s") % {"section": word(section, "dossier_section")}
    around = sheet(found, "dossier", title, _("Save"), _no_passwords())
    facts = {name: visit.POST.get(name, "") for name in form.fields}
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.add_entry(visit.actor, hospital, section, facts, at=visit.now),
        done=_("The dossier has it."),
    )


@reads_and_acts
def change_entry(visit: Visit, hospital: int, entry: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = EntryForm(Section(_entry(found, entry).section), data=typed(visit))
    around = sheet(found, "dossier", _("Change the entry"), _("Save"), _no_passwords())
    facts = {name: visit.POST.get(name, "") for name in form.fields}
    return carry_out(
        visit,
        around,
        form,
        lambda: actions.change_entry(visit.actor, hospital, entry, facts, at=visit.now),
        done=_("Saved."),
        # Also a field that was empty: another may have filled it in.
        kept=lambda: dict.fromkeys(form.fields, "") | _entry(found, entry).facts,
    )


@acts
def remove_entry(visit: Visit, hospital: int, entry: int) -> HttpResponse:
    actions.remove_entry(visit.actor, hospital, entry, at=visit.now)
    messages.success(visit, _("Removed from the dossier."))
    return redirect("console:customer_dossier", hospital)


@reads_and_acts
def install(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = InstallForm(data=typed(visit), initial={"since": timezone.localdate(visit.now).isoformat()})
    choose(form, "campus", [(str(row.pk), row.name) for row in record.campuses(found) if row.retired_on is None])
    choose(form, "module", [(str(module.pk), module_name(module)) for module in offered_modules()], empty="—")
    around = sheet(found, "installations", _("New installation"), _("Add the installation"))

    def do() -> object:
        return installing.install(
            visit.actor,
            hospital,
            number_of(visit.POST, "campus"),
            number_of(visit.POST, "module"),
            visit.POST.get("version", ""),
            since=required_day(visit, "since"),
            at=visit.now,
        )

    return carry_out(visit, around, form, do, done=_("The installation is on record."))


@reads_and_acts
def change_version(visit: Visit, hospital: int, installation: int) -> HttpResponse:
    found = kept(visit, hospital)
    row = _running(found.pk, installation)
    today = timezone.localdate(visit.now).isoformat()
    form = VersionForm(data=typed(visit))
    title = _("New version of %(module)s") % {"module": f"{module_name(row.module)} · {row.campus.name}"}
    around = sheet(found, "installations", title, _("Save"), _("Cards keep the version they were accepted with."))

    def do() -> object:
        version, note = visit.POST.get("version", ""), visit.POST.get("note", "")
        on = required_day(visit, "on")
        return installing.change_version(visit.actor, hospital, installation, version, on=on, note=note, at=visit.now)

    known = {"version": row.version, "on": today}
    return carry_out(
        visit,
        around,
        form,
        do,
        done=_("Saved."),
        kept=lambda: known | {"version": _running(found.pk, installation).version},
    )


@reads_and_acts
def uninstall(visit: Visit, hospital: int, installation: int) -> HttpResponse:
    found = kept(visit, hospital)
    row = _running(found.pk, installation)
    form = UntilForm(data=typed(visit), initial={"until": timezone.localdate(visit.now).isoformat()})
    title = _("%(module)s goes out of use") % {"module": f"{module_name(row.module)} · {row.campus.name}"}
    around = sheet(found, "installations", title, _("Take it out of use"))

    def do() -> object:
        until = required_day(visit, "until")
        return installing.uninstall(visit.actor, hospital, installation, until=until, at=visit.now)

    return carry_out(visit, around, form, do, done=_("Out of use. New cards cannot name it any more."))


def _entry(hospital: Hospital, entry_id: int) -> DossierEntry:
    found = next((each for each in record.dossier(hospital) if each.pk == entry_id), None)
    if found is None:
        raise Refused("absent")
    return found


def _running(hospital_id: int, installation_id: int) -> Installation:
    rows = installations_of(hospital_id)
    found = next((row for row in rows if row.pk == installation_id and row.until is None), None)
    if found is None:
        raise Refused("absent")
    return found


def _no_passwords() -> str:
    return _("No passwords: say who keeps them.")

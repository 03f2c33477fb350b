"""The rules of the desk: the list, one with its versions, writing one with a trial, on and off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.automation import actions, queries
from shouwen.apps.automation.dry_run import EVENTS, Look, Trial, dry_run
from shouwen.apps.automation.models import Rule, Version
from shouwen.console.automation.drafts import Draft, RuleForm, changed, draft_in, draft_of, form_of
from shouwen.console.automation.wording import Names, became, english, found_in, names_in, traced
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.narrowed import address
from shouwen.policy.refusal import Refused
from shouwen.policy.rules import MOST_ACTIONS, MOST_CONDITIONS, Do, Field
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words

VIEWS = {"": None, "on": True, "off": False}
RUNS = 10


@reads
def rules(visit: Visit) -> HttpResponse:
    """In their order, with what each did in seven days."""
    asked = visit.GET.get("view", "")
    view = asked if asked in VIEWS else ""
    lines = queries.rules(visit.actor, visit.now, live=VIEWS[view])
    return page(
        visit,
        "console/rules.html",
        view=view,
        tabs=[(each, address("console:rules", view=each), each == view) for each in VIEWS],
        rows=[(line, queries.name_of(line.version, english=english())) for line in lines],
        may_write=queries.may_write(visit.actor),
    )


@reads
def rule(visit: Visit, rule: int) -> HttpResponse:
    """What it says in each version, and the last that it did."""
    found, versions = queries.rule_of(visit.actor, rule)
    names = names_in(visit.actor, versions)
    last = queries.runs(visit.actor, queries.Asked(rule=rule), size=RUNS)
    return page(
        visit,
        "console/rule.html",
        rule=found,
        name=queries.name_of(versions[0], english=english()),
        versions=[_told(each, names) for each in versions],
        runs=[(each, "") for each in last.runs],
        more_url=address("console:rule_runs", rule=rule) if last.after else "",
        may_write=queries.may_write(visit.actor),
        may_publish=queries.may_publish(visit.actor),
    )


@reads_and_acts
def add(visit: Visit) -> HttpResponse:
    _writes(visit)
    return _edit(
        visit, None, Draft(events=("ticket.accepted",)), lambda said: actions.write(visit.actor, said, at=visit.now)
    )


@reads_and_acts
def revise(visit: Visit, rule: int) -> HttpResponse:
    """The next version, beginning with what stands now."""
    _writes(visit)
    found, versions = queries.rule_of(visit.actor, rule)

    def keep(said: actions.Said) -> Rule:
        base = draft_in(visit.POST).base
        return actions.revise(visit.actor, rule, said, at=visit.now, base=base)

    return _edit(visit, found, draft_of(versions[0]), keep)


@acts
def switch_on(visit: Visit, rule: int) -> HttpResponse:
    number = visit.POST.get("version", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    done = _("On: from now on it acts in your name.")
    return _switch(visit, rule, lambda: actions.switch_on(visit.actor, rule, wanted, at=visit.now), done)


@acts
def switch_off(visit: Visit, rule: int) -> HttpResponse:
    return _switch(
        visit, rule, lambda: actions.switch_off(visit.actor, rule, at=visit.now), _("Off. It does nothing more.")
    )


@acts
def arrange(visit: Visit, rule: int) -> HttpResponse:
    """One place earlier, or later."""
    actions.arrange(visit.actor, rule, earlier=visit.POST.get("to") != "later", at=visit.now)
    return redirect("console:rules")


def _edit(visit: Visit, rule: Rule | None, draft: Draft, keep: Callable[[actions.Said], Rule]) -> HttpResponse:
    """Shown, with a row more or less, tried, or kept; whatever was typed stays."""
    if visit.method != "POST":
        return _show(visit, rule, form_of(draft, visit.actor))
    draft, step = draft_in(visit.POST), visit.POST.get("step", "trial")
    if step.startswith(("add_", "drop_")):
        return _show(visit, rule, form_of(changed(draft, step, visit.POST), visit.actor))
    try:
        if step != "save":
            trial = _trial(visit, rule, draft, step)
            return _show(visit, rule, form_of(draft, visit.actor), trial=trial, draft=draft)
        made = keep(draft.said)
    except Refused as refused:
        if of_the_person(refused):
            raise
        status = status_of(refused)
        if refused.code == "rule_changed":
            # Whoever has read that saves again.
            draft = Draft(**{**vars(draft), "base": refused.facts["number"]})
        form = form_of(draft, visit.actor)
        refuse(form, refused)
        return _show(visit, rule, form, status=status)
    messages.success(visit, _("Kept. It acts when somebody switches it on."))
    return redirect("console:rule", made.pk)


def _trial(visit: Visit, rule: Rule | None, draft: Draft, step: str) -> Trial:
    before = step.removeprefix("trial_") if step.startswith("trial_") else ""
    return dry_run(visit.actor, draft.said, at=visit.now, rule_id=rule.pk if rule else None, number=draft.number,
                   before=before)  # fmt: skip


def _show(
    visit: Visit,
    rule: Rule | None,
    form: RuleForm,
    *,
    status: int = 200,
    trial: Trial | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    return page(
        visit,
        "console/rule_form.html",
        status=status,
        rule=rule,
        form=form,
        fields=[(each.value, word(each, "rule_field")) for each in Field],
        actions=[(each.value, word(each, "rule_do")) for each in Do],
        more_conditions=len(form.rows) < MOST_CONDITIONS,
        more_actions=len(form.todo) < MOST_ACTIONS,
        trial=trial,
        most=EVENTS,
        **(_tried(visit, trial, draft) if trial is not None and draft is not None else {}),
    )


def _tried(visit: Visit, trial: Trial, draft: Draft) -> dict[str, Any]:
    """The looks of a trial in words."""
    version = Version(
        conditions=[vars(each) for each in draft.conditions], actions=[vars(each) for each in draft.actions]
    )
    looks = [*trial.fitting, *trial.others]
    names = names_in(visit.actor, [version], found_in(look.trace for look in looks))
    people = queries.people_told(result for look in looks for result in look.results or ())
    return {
        "fitting": [_look(each, version, names, people) for each in trial.fitting],
        "others": [_look(each, version, names, people) for each in trial.others],
    }


def _look(look: Look, version: Version, names: Names, people: Any) -> dict[str, Any]:
    results = None if look.results is None else became(look.results, version.done, names, people)
    return {"look": look, "trace": traced(look.trace, names), "results": results}


def _told(version: Version, names: Names) -> dict[str, Any]:
    return {
        "version": version,
        "conditions": [names.condition(each) for each in version.asked],
        "actions": [(names.action(each.do, each.value), each.words) for each in version.done],
    }


def _writes(visit: Visit) -> None:
    if not queries.may_write(visit.actor):
        raise Refused("not_your_role", act="write_rule")


def _switch(visit: Visit, rule: int, do: Callable[[], object], done: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        if of_the_person(refused):
            raise
        messages.error(visit, refusal_words(refused))
    else:
        messages.success(visit, done)
    return redirect("console:rule", rule)

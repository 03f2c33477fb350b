"""Problem records: the list, one with its cards, and which one a card belongs to."""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.installations.queries import every_module, modules
from shouwen.apps.tickets import actions, problems
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.problems.forms import BindForm, OpenForm, SolveForm, WriteForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, next_url, of_the_person, status_of
from shouwen.ui.faces.module import module_name
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words


@reads
def problem_list(visit: Visit) -> HttpResponse:
    """Open ones or solved ones, of one module or of all; newest first."""
    view = view_of(visit)
    known = {str(each.pk): each for each in every_module()}
    module = known.get(visit.GET.get("module", ""))
    after = visit.GET.get("after", "")
    found = problems.problems(visit.actor, solved=view == "solved", module=module.pk if module else None, after=after)
    counted = problems.counts(visit.actor)

    def address(view: str = view, after: str = "", to: str = "console:problems") -> str:
        asked = {"view": view, "module": str(module.pk) if module else "", "after": after}
        return f"{reverse(to)}?{urlencode({key: value for key, value in asked.items() if value})}"

    return page(
        visit,
        "console/problems.html",
        view=view,
        tabs=[(code, address(code), counted[code], code == view) for code in ("open", "solved")],
        modules=[(value, module_name(each)) for value, each in known.items()],
        module=str(module.pk) if module else "",
        rows=[(each, module_name(each.module)) for each in found.problems],
        export_url=address(to="console:problems_sheet"),
        newer_url=address() if after else "",
        older_url=address(after=found.after) if found.after else "",
    )


def view_of(visit: Visit) -> str:
    return "solved" if visit.GET.get("view") == "solved" else "open"


@reads
def problem(visit: Visit, problem: str) -> HttpResponse:
    return _show(visit, problem)


@reads_and_acts
def of_card(visit: Visit, number: str) -> HttpResponse:
    """To which problem does this card belong? One that is there, or a new one."""
    if visit.method != "POST":
        return _choose(visit, number, OpenForm(initial={"title": find(visit.actor, number).title}))
    try:
        title, module = visit.POST.get("title", ""), number_of(visit.POST, "module")
        opened = actions.open_problem(visit.actor, number, title, module, at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _choose(visit, number, OpenForm(data=visit.POST), refused)
    messages.success(visit, _("Opened as %(number)s.") % {"number": opened.number})
    return redirect("console:problem", opened.number)


@acts
def bind(visit: Visit, problem: str) -> HttpResponse:
    card = visit.POST.get("card", "")
    form = BindForm(data=visit.POST)
    return _carry_out(visit, problem, form, lambda: actions.bind_problem(visit.actor, problem, card, at=visit.now))


@acts
def unbind(visit: Visit, problem: str) -> HttpResponse:
    actions.unbind_problem(visit.actor, problem, visit.POST.get("card", ""), at=visit.now)
    return redirect("console:problem", problem)


@acts
def write(visit: Visit, problem: str) -> HttpResponse:
    def act() -> object:
        return actions.write_problem(
            visit.actor,
            problem,
            visit.POST.get("finding", ""),
            visit.POST.get("workaround", ""),
            known_error=visit.POST.get("known_error") == "on",
            at=visit.now,
        )

    return _carry_out(visit, problem, WriteForm(data=visit.POST), act)


@acts
def solve(visit: Visit, problem: str) -> HttpResponse:
    words = visit.POST.get("solution", "")
    form = SolveForm(data=visit.POST)
    return _carry_out(visit, problem, form, lambda: actions.solve_problem(visit.actor, problem, words, at=visit.now))


def _carry_out(visit: Visit, number: str, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    """Do it and go back; a refused one keeps its form as it was typed, with the reason."""
    try:
        do()
    except Refused as refused:
        if refused.code == "absent" and "field" not in refused.facts:
            raise
        if "field" not in refused.facts:
            messages.error(visit, refusal_words(refused))
        return _show(visit, number, refuse(form, refused), status_of(refused))
    return redirect(next_url(visit, reverse("console:problem", args=[number])))


def _show(visit: Visit, number: str, refused_form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    found = problems.find_problem(visit.actor, number)
    after = visit.GET.get("after", "")
    cards, further, bound = problems.bound_cards(visit.actor, found, after)
    here = reverse("console:problem", args=[number])
    known = {"finding": found.finding, "workaround": found.workaround, "known_error": bool(found.known_error_since)}
    fresh = {"write_form": WriteForm(initial=known), "solve_form": SolveForm(), "bind_form": BindForm()}
    shown = {name: refused_form if type(form) is type(refused_form) else form for name, form in fresh.items()}
    return page(
        visit,
        "console/problem.html",
        status=status,
        problem=found,
        module=module_name(found.module),
        may_write=visit.actor.is_qualified and found.solved_at is None,
        cards=[(card, reverse("console:card", args=[card.number])) for card in cards],
        bound=bound,
        newer_url=here if after else "",
        older_url=f"{here}?after={further}" if further else "",
        **shown,
    )


def _choose(visit: Visit, number: str, form: OpenForm, refused: Refused | None = None) -> HttpResponse:
    ticket = find(visit.actor, number)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="problem")
    form.offer(modules())
    form.initial["module"] = str(ticket.module_id or "")
    if refused is not None:
        refuse(form, refused)
    return page(
        visit,
        "console/problem_choice.html",
        status=status_of(refused) if refused else 200,
        ticket=ticket,
        card_url=reverse("console:card", args=[number]),
        form=form,
        likely=[(each, module_name(each.module)) for each in problems.likely_for(visit.actor, ticket)],
    )

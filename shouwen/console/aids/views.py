"""The room of canned replies and checklists, and the page of what fits a card."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shouwen.apps.aids import actions, queries
from shouwen.apps.aids.models import Aid, Version
from shouwen.apps.installations.queries import every_module
from shouwen.console.aids.forms import AidForm
from shouwen.console.aids.steps import add_rows, in_rows, kept_steps, said_steps, worded
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.aids import Kind
from shouwen.policy.macros import Step
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person
from shouwen.ui.faces.module import module_name
from shouwen.ui.fields import number_of
from shouwen.ui.refusal_words import refusal_words


def english() -> bool:
    return not (get_language() or "").startswith("zh")


@reads
def aids(visit: Visit) -> HttpResponse:
    """One kind, in use or retired, with a search."""
    kind = Kind(visit.GET["kind"]) if visit.GET.get("kind") in set(Kind) else Kind.REPLY
    asked, after = visit.GET.get("q", "")[:60], visit.GET.get("after", "")
    retired = visit.GET.get("retired") == "1"
    found = queries.aids(visit.actor, kind, asked=asked, retired=retired, after=after)

    def address(kind: str = kind, after: str = "", retired: bool = retired) -> str:
        said = {"kind": kind, "q": asked, "retired": "1" if retired else "", "after": after}
        return f"{reverse('console:aids')}?{urlencode({key: value for key, value in said.items() if value})}"

    return page(
        visit,
        "console/aids.html",
        kind=kind.value,
        tabs=[(each.value, address(each.value), each is kind) for each in Kind],
        asked=asked,
        retired=retired,
        other_url=address(retired=not retired),
        may_write=queries.may_write(visit.actor),
        rows=[(each, queries.name_of(each, english=english()), module_name(each.module)) for each in found.versions],
        newer_url=address() if after else "",
        older_url=address(after=found.after) if found.after else "",
    )


@reads_and_acts
def add(visit: Visit, aid_kind: str) -> HttpResponse:
    _writes(visit)
    if aid_kind not in set(Kind):
        raise Http404
    kind = Kind(aid_kind)
    title = {
        Kind.REPLY: _("A new canned reply"), Kind.CHECKLIST: _("A new checklist"), Kind.MACRO: _("A new macro")
    }[kind]  # fmt: skip
    sheet = Sheet("aids", title, _("Save"), f"{reverse('console:aids')}?kind={kind}", _("Replies and checklists"))
    return carry_out(
        visit,
        sheet,
        _form(visit, kind),
        lambda: in_rows(visit.POST, lambda: actions.write(visit.actor, kind, _said(visit), at=visit.now)),
        done=_("Kept; it is offered from now on."),
        made=lambda aid: reverse("console:aid", args=[aid.pk]),
    )


@reads
def aid(visit: Visit, aid: int) -> HttpResponse:
    """What it says, and what it said before."""
    found, versions = queries.aid_of(visit.actor, aid)
    return page(
        visit,
        "console/aid.html",
        aid=found,
        name=queries.name_of(versions[0], english=english()),
        versions=[(each, module_name(each.module)) for each in versions],
        steps=_steps(found, versions),
        may_write=queries.may_write(visit.actor),
    )


@reads_and_acts
def revise(visit: Visit, aid: int) -> HttpResponse:
    """The next version, beside what stands now."""
    _writes(visit)
    found, versions = queries.aid_of(visit.actor, aid)
    here = reverse("console:aid", args=[aid])
    sheet = Sheet("aids", _("The next version"), _("Save as version %(n)s") % {"n": versions[0].number + 1}, here,
                  queries.name_of(versions[0], english=english()))  # fmt: skip
    return carry_out(
        visit,
        sheet,
        _form(visit, found.kind, [row.step for row in versions[0].steps.all()]),
        lambda: in_rows(visit.POST, lambda: actions.revise(visit.actor, aid, _said(visit), at=visit.now)),
        done=_("The new version is in use."),
        kept=lambda: _kept(queries.aid_of(visit.actor, aid)[1][0]),
    )


@acts
def retire(visit: Visit, aid: int) -> HttpResponse:
    return _switch(visit, aid, lambda: actions.retire(visit.actor, aid, at=visit.now), _("Retired; offered no more."))


@acts
def bring_back(visit: Visit, aid: int) -> HttpResponse:
    return _switch(visit, aid, lambda: actions.bring_back(visit.actor, aid, at=visit.now), _("It is offered again."))


@reads
def of_card(visit: Visit, number: str) -> HttpResponse:
    """The replies and checklists that fit a card."""
    ticket, asked = queries.card_of(visit.actor, number), visit.GET.get("q", "")[:60]
    found = queries.replies_for(ticket, asked)
    return page(
        visit,
        "console/card_aids.html",
        ticket=ticket,
        asked=asked,
        qualified=visit.actor.is_qualified,
        macros=[
            (each, queries.name_of(each, english=english()), queries.text_of(each, english=english()))
            for each in queries.macros_for(ticket)
        ],
        replies=[
            (each, queries.name_of(each, english=english()), queries.filled(each, ticket, visit.user, english=False))
            for each in found
        ],
        checklists=queries.checklists_of(ticket, english=english()),
    )


@acts
def tick(visit: Visit, number: str, version: int, step: int) -> HttpResponse:
    actions.tick(visit.actor, number, version, step, at=visit.now)
    return redirect(f"{reverse('console:card_aids', args=[number])}#c{version}")


@acts
def untick(visit: Visit, number: str, version: int, step: int) -> HttpResponse:
    actions.untick(visit.actor, number, version, step, at=visit.now)
    return redirect(f"{reverse('console:card_aids', args=[number])}#c{version}")


def _steps(aid: Aid, versions: Sequence[Version]) -> dict[int, list[tuple[str, str]]]:
    """Of a macro: each version's steps in words, with what is said."""
    if aid.kind != Kind.MACRO:
        return {}
    rows = {each.pk: [row.step for row in each.steps.all()] for each in versions}
    words = worded([step for steps in rows.values() for step in steps], english=english())
    return {pk: [(words[step], step.words) for step in steps] for pk, steps in rows.items()}


def _writes(visit: Visit) -> None:
    if not queries.may_write(visit.actor):
        raise Refused("not_your_role", act="write_aid")


def _switch(visit: Visit, aid: int, do: Callable[[], Aid], done: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        if of_the_person(refused):
            raise
        messages.error(visit, refusal_words(refused))
    else:
        messages.success(visit, done)
    return redirect("console:aid", aid)


def _form(visit: Visit, kind: str, steps: Sequence[Step] = ()) -> AidForm:
    form = AidForm(data=typed(visit))
    choose(form, "module", [(str(each.pk), module_name(each)) for each in every_module()], empty=_("All modules"))
    form.explain(kind)
    if kind == Kind.MACRO:
        add_rows(form, steps, english=english())
    return form


def _said(visit: Visit) -> actions.Said:
    said = visit.POST.get
    return actions.Said(
        said("name_zh", ""),
        said("text_zh", ""),
        said("name_en", ""),
        said("text_en", ""),
        said("card_kind", ""),
        number_of(visit.POST, "module"),
        said_steps(visit.POST),
    )


def _kept(version: Version) -> dict[str, str]:
    names = ("name_zh", "name_en", "text_zh", "text_en", "card_kind")
    kept = {name: getattr(version, name) for name in names} | {"module": str(version.module_id or "")}
    return kept | kept_steps(version) if version.aid.kind == Kind.MACRO else kept

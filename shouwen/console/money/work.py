"""Work: written down on a card, listed, and struck when it was wrong."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shouwen.apps.billing import actions, queries
from shouwen.apps.billing.models import Work
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, typed
from shouwen.console.money.forms import WordsForm, WorkForm
from shouwen.console.money.tabs import tabs_for
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.fields import instant_of
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel, money_cell
from shouwen.ui.submission import submission_of


@reads
def work(visit: Visit) -> HttpResponse:
    """Everybody's work on cards that this person may see, or his own."""
    after = visit.GET.get("after", "")
    found = _listed(visit, after)
    mine = visit.GET.get("whose") == "mine"
    return page(
        visit,
        "console/work.html",
        tabs=tabs_for(visit, "work"),
        rows=found.rows,
        mine=mine,
        me=visit.actor.id,
        is_director=Role.DIRECTOR in visit.actor.roles,
        export_url=_address(mine, "", "console:work_sheet"),
        newer_url=_address(mine, "") if after else "",
        older_url=_address(mine, found.after) if found.after else "",
    )


@reads
def work_sheet(visit: Visit) -> FileResponse:
    columns: tuple[Column[Work], ...] = (
        Column(gettext_lazy("Person"), lambda row: row.person.name),
        Column(gettext_lazy("Hospital"), lambda row: row.hospital.name, 28),
        Column(gettext_lazy("Card"), lambda row: row.ticket.number, 18),
        Column(gettext_lazy("Kind"), lambda row: word(row.kind, "work_kind")),
        Column(gettext_lazy("From"), lambda row: row.started_at, 18),
        Column(gettext_lazy("Until"), lambda row: row.ended_at, 18),
        Column(gettext_lazy("Minutes"), lambda row: row.minutes),
        Column(gettext_lazy("Against"), lambda row: word(row.basis, "basis_of_work")),
        Column(
            gettext_lazy("By the rate card"), lambda row: None if row.worth_fen is None else money_cell(row.worth_fen)
        ),
        Column(gettext_lazy("Struck because"), lambda row: row.struck_because, 24),
    )
    title = pgettext("money", "Work")

    def batch(after: str) -> tuple[list[Work], str]:
        found = _listed(visit, after, BATCH)
        return list(found.rows), found.after

    return excel(title, Table(title, columns, batch), now=visit.now)


@reads_and_acts
def log(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="log_work")
    back = reverse("console:card_money", args=[number])
    note = _("Your own work. Grades 1 and 2 are worked on at once and settled later.")
    around = Sheet("money", _("Write down work"), _("Write it down"), back, ticket.number, note)

    def do() -> object:
        facts = actions.WorkFacts(
            kind=visit.POST.get("kind", ""),
            started_at=instant_of(visit.POST, "started"),
            ended_at=instant_of(visit.POST, "ended"),
            place=visit.POST.get("place", ""),
            words=visit.POST.get("words", ""),
            goodwill=visit.POST.get("goodwill") == "on",
        )
        return actions.log_work(visit.actor, number, facts, at=visit.now, submission=submission_of(visit.POST))

    return carry_out(visit, around, WorkForm(data=typed(visit)), do, done=_("Written down."))


@reads_and_acts
def strike(visit: Visit, work: int) -> HttpResponse:
    found = Work.objects.for_actor(visit.actor).filter(pk=work).select_related("ticket").first()
    if found is None:
        raise Refused("absent")
    if found.person_id != visit.actor.id and Role.DIRECTOR not in visit.actor.roles:
        raise Refused("not_your_role", act="strike_work")
    back = reverse("console:card_money", args=[found.ticket.number])
    note = _("The row stays, and counts no more. Write it down anew if it was only wrong.")
    around = Sheet("money", _("Strike a piece of work"), _("Strike it"), back, found.ticket.number, note)
    words = visit.POST.get("words", "")
    return carry_out(
        visit,
        around,
        WordsForm(data=typed(visit)),
        lambda: actions.strike_work(visit.actor, work, words, at=visit.now),
        done=_("Struck."),
    )


def _listed(visit: Visit, after: str, size: int = queries.PAGE) -> queries.Page[Work]:
    return queries.work(visit.actor, mine=visit.GET.get("whose") == "mine", after=after, size=size)


def _address(mine: bool, after: str, to: str = "console:work") -> str:
    asked = {"whose": "mine" if mine else "", "after": after}
    return f"{reverse(to)}?{urlencode({name: value for name, value in asked.items() if value})}"

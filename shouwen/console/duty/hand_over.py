"""交接班: the list that one shift leaves to the next; signed for, and on paper."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.duty import actions
from shouwen.apps.duty.queries import hand_over_of, hand_overs
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets.shift_list import cards_of_list, open_cards
from shouwen.console.duty.forms import HandOverForm
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.submission import new_submission, submission_of


@reads
def lists(visit: Visit) -> HttpResponse:
    """The lists that I gave, and those that wait for my signature."""
    rows = [(row, row.receiver_id == visit.user.pk and row.signed_at is None) for row in hand_overs(visit.actor)]
    return page(visit, "console/hand_overs.html", rows=rows, may_write=visit.actor.is_qualified)


@reads_and_acts
def new(visit: Visit) -> HttpResponse:
    """My open cards as they stand, a word about them, and who comes on."""
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="hand_over")
    cards = open_cards(visit.actor)
    form, status = HandOverForm(initial={"submission": new_submission()}), 200
    if visit.method == "POST":
        try:
            row = actions.hand_over(
                visit.actor,
                number_of(visit.POST, "receiver") or 0,
                visit.POST.get("words", ""),
                [card.snapshot for card in cards],
                at=visit.now,
                submission=submission_of(visit.POST),
            )
            messages.success(visit, _("Handed over. The list waits for the signature."))
            return redirect("console:hand_over", row.pk)
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = HandOverForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    form.offer(qualified_staff(), visit.user.pk)
    rows = [_row(card.snapshot, card) for card in cards]
    return page(visit, "console/new_hand_over.html", status=status, form=form, rows=rows)


@reads
def hand_over(visit: Visit, hand_over: int) -> HttpResponse:
    """The list as it stood, on paper; the last word on each card as it is now."""
    row = hand_over_of(visit.actor, hand_over)
    known = cards_of_list(visit.actor, [card["number"] for card in row.cards])
    return page(
        visit,
        "console/hand_over.html",
        row=row,
        rows=[_row(card, known.get(card["number"])) for card in row.cards],
        mine=row.receiver_id == visit.user.pk and row.signed_at is None,
    )


@acts
def sign(visit: Visit, hand_over: int) -> HttpResponse:
    actions.sign(visit.actor, hand_over, at=visit.now)
    messages.success(visit, _("Signed."))
    return redirect("console:hand_over", hand_over)


def _row(kept: dict[str, Any], card: Any) -> dict[str, Any]:
    """A line: what was kept, and of the card what this reader may know."""
    return kept | {
        "due": datetime.fromisoformat(kept["due"]) if kept["due"] else None,
        "title": card.ticket.title if card else "",
        "hospital": card.ticket.hospital.short_name if card else "",
        "last": card.last if card else "",
    }

"""What waits, what is mine, all; and one conversation with its acts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.conversations import actions, queries
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.settings.queries import value
from shouwen.console.conversations.forms import HandOverForm, LineForm
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.policy.setting import ONLINE_MINUTES
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.row import row_of
from shouwen.ui.faces.talk import place_in, talk_face
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.submission import submission_of


@reads
def conversations(visit: Visit) -> HttpResponse:
    wish, after = queries.Wish.of(visit.GET.dict()), visit.GET.get("after", "")
    found, counted = queries.page(visit.actor, wish, after), queries.counts(visit.actor)
    desk = queries.at_the_desk(visit.now)
    numbers = {"waiting": counted.waiting, "mine": counted.mine, "open": counted.open, "all": None}
    return page(
        visit,
        "console/conversations.html",
        wish=wish,
        tabs=[
            {
                "code": view,
                "label": word(view, "talk_view"),
                "url": f"{reverse('console:conversations')}?view={view}",
                "count": numbers[view],
                "current": view == wish.view,
            }
            for view in queries.VIEWS
        ],
        rows=found.rows,
        hospitals=hospitals_for(visit.actor) if wish.view == "all" else [],
        agents=qualified_staff() if wish.view == "all" else [],
        hours=queries.hours(visit.now),
        standing=queries.standing(visit.actor, visit.now),
        minutes=value(ONLINE_MINUTES, visit.now),
        desk=desk,
        seated=visit.actor.id in {person.pk for person in desk},
        may_attend=visit.actor.is_qualified,
        newer_url=_address(wish) if after else "",
        older_url=_address(wish, after=found.after) if found.after else "",
    )


def _address(wish: queries.Wish, **more: str) -> str:
    return f"{reverse('console:conversations')}?{urlencode({**wish.in_address, **more})}"


@acts
def sit_down(visit: Visit) -> HttpResponse:
    """At the desk; the room's open page says so again by itself."""
    actions.sit_down(visit.actor, there=True, at=visit.now)
    return HttpResponse(status=204) if visit.htmx else redirect("console:conversations")


@acts
def stand_up(visit: Visit) -> HttpResponse:
    actions.sit_down(visit.actor, there=False, at=visit.now)
    return redirect("console:conversations")


@reads
def talk(visit: Visit, conversation: int) -> HttpResponse:
    return _show(visit, find(visit.actor, conversation))


@reads_and_acts
def lines(visit: Visit, conversation: int) -> HttpResponse:
    """The lines after a place, as a piece of the page; and a new one."""
    if visit.method != "POST":
        found = find(visit.actor, conversation)
        return _piece(visit, found) if visit.htmx else redirect("console:talk", conversation)
    text, key = visit.POST.get("text", ""), submission_of(visit.POST)
    try:
        actions.say(visit.actor, conversation, text, at=visit.now, submission=key)
    except Refused as refused:
        if of_the_person(refused):
            raise
        if visit.htmx:
            return render(visit, "ui/talk_refused.html", {"refused": refused}, status=status_of(refused))
        form = LineForm(data=visit.POST)
        refuse(form, refused)
        return _show(visit, find(visit.actor, conversation), form, status_of(refused))
    return _piece(visit, find(visit.actor, conversation)) if visit.htmx else redirect("console:talk", conversation)


@acts
def presence(visit: Visit, conversation: int) -> HttpResponse:
    """The page says that it is open, and whether somebody types; and hears what is new."""
    typing = visit.POST.get("typing") == "1"
    found = actions.be_there(visit.actor, conversation, typing=typing, at=visit.now)
    return _piece(visit, found) if visit.htmx else redirect("console:talk", conversation)


@acts
def take(visit: Visit, conversation: int) -> HttpResponse:
    actions.take(visit.actor, conversation, at=visit.now)
    return redirect("console:talk", conversation)


@reads_and_acts
def hand_over(visit: Visit, conversation: int) -> HttpResponse:
    found = find(visit.actor, conversation)
    if found.agent_id != visit.actor.id:
        raise Refused("talk_not_yours")
    there = {person.pk for person in queries.at_the_desk(visit.now)}
    people = [person for person in qualified_staff() if person.pk != visit.actor.id]
    people.sort(key=lambda person: person.pk not in there)
    form = HandOverForm(data=typed(visit))
    at_the_desk = _("at the desk")
    choices = [(str(each.pk), f"{each.name} · {at_the_desk}" if each.pk in there else each.name) for each in people]
    choose(form, "to", choices, empty="—")
    back = reverse("console:talk", args=[found.pk])
    note = _("It stays yours until he takes it. Who handles the card does not change by this.")
    sheet = Sheet("conversations", _("Hand the conversation over"), _("Offer it"), back, found.ticket.number, note)

    def do() -> object:
        return actions.hand_over(visit.actor, conversation, number_of(visit.POST, "to"), at=visit.now)

    return carry_out(visit, sheet, form, do, done=_("Offered, and told."))


@acts
def end(visit: Visit, conversation: int) -> HttpResponse:
    actions.end(visit.actor, conversation, at=visit.now)
    messages.success(visit, _("The conversation has ended. The card goes on."))
    return redirect("console:talk", conversation)


def _piece(visit: Visit, found: Conversation) -> HttpResponse:
    after = place_in(visit.POST if visit.method == "POST" else visit.GET)
    face = talk_face(found, visit.actor, visit.now, after)
    return render(visit, "ui/talk_piece.html", {"talk": face, "inside": True})


def _show(visit: Visit, found: Conversation, form: LineForm | None = None, status: int = 200) -> HttpResponse:
    ticket, mine = queries.card_of(found), found.agent_id == visit.actor.id
    return page(
        visit,
        "console/talk.html",
        status=status,
        conversation=found,
        talk=talk_face(found, visit.actor, visit.now),
        inside=True,
        card=row_of(ticket, reverse("console:card", args=[ticket.number])),
        form=form or LineForm(),
        me=visit.actor.id,
        mine=mine,
        may_take=queries.may_take(found, visit.actor, visit.now),
        may_end=found.ended_at is None and (mine or Role.DIRECTOR in visit.actor.roles),
    )

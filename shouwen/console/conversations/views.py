"""What waits, what is mine, all; and one conversation with its acts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shouwen.apps.aids.queries import card_of, filled, name_of, replies_for, reply_of
from shouwen.apps.conversations import actions, queries
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets.models import Ticket
from shouwen.console.conversations.forms import HandOverForm
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.policy.setting import ONLINE_MINUTES
from shouwen.ui import talking
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.row import row_of
from shouwen.ui.fields import number_of
from shouwen.ui.talking import LineForm


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
    found = find(visit.actor, conversation)
    return _show(visit, found, _with_reply(visit, found))


def _with_reply(visit: Visit, found: Conversation) -> LineForm | None:
    """A text that is kept ready, to be looked over before it is sent; None when none is asked for, or none fits."""
    chosen = visit.GET.get("canned", "")
    if found.agent_id != visit.actor.id or not (chosen.isascii() and chosen.isdigit() and len(chosen) < 16):
        return None
    ticket = card_of(visit.actor, found.ticket.number)
    version = reply_of(ticket, int(chosen))
    if version is None:
        return None
    english = visit.GET.get("lang") == "en"
    return LineForm(initial={"text": filled(version, ticket, visit.user, english=english)})


@reads_and_acts
def lines(visit: Visit, conversation: int) -> HttpResponse:
    return talking.lines(visit, conversation, DOOR)


@acts
def presence(visit: Visit, conversation: int) -> HttpResponse:
    return talking.presence(visit, conversation, DOOR)


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
    if found.ticket.handler_id != visit.actor.id:
        # Only who handles it can offer it.
        del form.fields["with_card"]
    at_the_desk = _("at the desk")
    choices = [(str(each.pk), f"{each.name} · {at_the_desk}" if each.pk in there else each.name) for each in people]
    choose(form, "to", choices, empty="—")
    back = reverse("console:talk", args=[found.pk])
    note = _(
        "It stays yours until he takes it. The card changes hands only when he accepts that; its first contact stays."
    )
    sheet = Sheet("conversations", _("Hand the conversation over"), _("Offer it"), back, found.ticket.number, note)

    def do() -> object:
        to, with_card = number_of(visit.POST, "to"), visit.POST.get("with_card") == "on"
        return actions.hand_over(visit.actor, conversation, to, at=visit.now, with_card=with_card)

    return carry_out(visit, sheet, form, do, done=_("Offered, and told."))


@acts
def end(visit: Visit, conversation: int) -> HttpResponse:
    actions.end(visit.actor, conversation, at=visit.now)
    messages.success(visit, _("The conversation has ended. The card goes on."))
    return redirect("console:talk", conversation)


def _show(visit: Visit, found: Conversation, form: LineForm | None = None, status: int = 200) -> HttpResponse:
    ticket, mine = queries.card_of(found), found.agent_id == visit.actor.id
    return page(
        visit,
        "console/talk.html",
        status=status,
        conversation=found,
        talk=DOOR.face(visit, found),
        inside=True,
        card=row_of(ticket, reverse("console:card", args=[ticket.number])),
        form=form or LineForm(),
        me=visit.actor.id,
        mine=mine,
        may_take=queries.may_take(found, visit.actor, visit.now),
        may_end=found.ended_at is None and (mine or Role.DIRECTOR in visit.actor.roles),
        replies=_replies(ticket) if mine and found.ended_at is None else [],
        offer=queries.offer_to(visit.actor, ticket),
    )


def _replies(ticket: Ticket) -> list[tuple[int, str, bool]]:
    """Those that fit the card: id, name, and whether there is an English text."""
    english = not (get_language() or "").startswith("zh")
    return [(each.pk, name_of(each, english=english), bool(each.text_en)) for each in replies_for(ticket)]


DOOR = talking.Door("console", inside=True, show=_show)

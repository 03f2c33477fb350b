"""How cards belong together: links, mergers, parts, and a major incident with its word to all."""

from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja.responses import Status

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import once
from shouwen.api.frame.operations import acts
from shouwen.api.frame.wire import nothing_said, only
from shouwen.api.tickets import faces, shown
from shouwen.api.tickets import said as words
from shouwen.api.tickets.doing import CARD, done
from shouwen.apps.tickets import actions

router = Router(tags=["acts"])


@router.post(CARD + "/links", **acts(shown.Card), summary="Link to another card")
def link(request: Call, number: str, said: words.Link) -> shown.Card:
    """Related to it, or caused by a major incident. Linked already: nothing changes."""
    return done(request, number, lambda: actions.link(request.actor, number, said.card, said.kind, at=request.now))


@router.delete(CARD + "/links/{slug:other}", **acts(shown.Card), summary="Undo a link")
def unlink(request: Call, number: str, other: str) -> shown.Card:
    """Only links that were made by hand."""
    nothing_said(request)
    return done(request, number, lambda: actions.unlink(request.actor, number, other, at=request.now))


@router.post(CARD + "/merger", **acts(shown.Card), summary="Merge into an earlier card")
def merge(request: Call, number: str, said: words.Merger) -> shown.Card:
    """Two cards of one hospital for one matter: the earlier one, and its first contact, remain."""
    return done(request, number, lambda: actions.merge(request.actor, number, said.into, at=request.now))


@router.post(CARD + "/parts", **acts(shown.Card, 201, keyed=True), summary="Split off")
def split(request: Call, response: HttpResponse, number: str, said: words.Text) -> Any:
    """A second matter becomes a card of its own, which is answered."""
    only(request)
    part = once(request, lambda key: actions.split(request.actor, number, said.text, at=request.now, submission=key))
    response["Location"] = f"/api/v1/tickets/{part.number}"
    return Status(201, faces.card(request, part.number))


@router.post(CARD + "/major", **acts(shown.Card), summary="Declare a major incident")
def declare_major(request: Call, number: str) -> shown.Card:
    """Other cards can be linked to it, and one word reaches all of them."""
    nothing_said(request)
    return done(request, number, lambda: actions.declare_major(request.actor, number, at=request.now))


@router.post(CARD + "/announcements", **acts(shown.Card, 201, keyed=True), summary="Tell all linked cards")
def announce(request: Call, number: str, said: words.Text) -> Any:
    """One progress word of a major incident; it is no response."""
    only(request)
    once(request, lambda key: actions.announce(request.actor, number, said.text, at=request.now, submission=key))
    return Status(201, faces.card(request, number))

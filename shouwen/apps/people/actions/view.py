"""Views that a person keeps of a list. What a view may ask for is the room's to say, each time that it is opened."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import may_share
from shouwen.apps.people.models import SavedView, User
from shouwen.apps.people.queries import KEPT
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

MOST = 30
LONGEST_NAME = 20
LONGEST_QUERY = 400


@act
def save_view(actor: Actor, room: str, name: str, query: str, *, at: datetime) -> SavedView:
    """Keep what a list shows now as a view of one's own; it comes last.

    Refused with `field`: `text_missing`, `text_too_long`, `view_name_taken`, `too_many_views`.
    """
    person = _locked(actor)
    name = _name(name)
    query = checked_text(query, "name", limit=LONGEST_QUERY)
    views = _views(person, room)
    if len(views) >= MOST:
        raise Refused("too_many_views", field="name", limit=MOST)
    _is_free(views, name)
    place = max((view.place for view in views), default=0) + 1
    view = SavedView.objects.create(user=person, room=room, name=name, query=query, place=place)
    events.record(person, events.Code.VIEW_SAVED, actor, at, view=view.pk, room=room)
    return view


@act
def rename_view(actor: Actor, view_id: int, name: str, *, at: datetime) -> SavedView:
    """Refused: `absent`; with `field`: `text_missing`, `text_too_long`, `view_name_taken`."""
    person = _locked(actor)
    view = _own(person, view_id)
    name = _name(name)
    if name != view.name:
        _is_free(_views(person, view.room), name)
        view.name = name
        view.save(update_fields=["name"])
        events.record(person, events.Code.VIEW_RENAMED, actor, at, view=view.pk)
    return view


@act
def move_view(actor: Actor, view_id: int, step: int, *, at: datetime) -> SavedView:
    """One place to the left (-1) or to the right (1); at the end it stays. Refused: `absent`."""
    person = _locked(actor)
    view = _own(person, view_id)
    views = _views(person, view.room)
    before = [each.pk for each in views]
    here = before.index(view.pk)
    there = min(max(here + (1 if step > 0 else -1), 0), len(views) - 1)
    if there != here:
        views.insert(there, views.pop(here))
        for place, each in enumerate(views, 1):
            each.place = place
        SavedView.objects.bulk_update(views, ["place"])
        events.record(person, events.Code.VIEW_MOVED, actor, at, view=view.pk, place=there + 1)
    return view


@act
def share_view(actor: Actor, view_id: int, shared: bool, *, at: datetime) -> SavedView:
    """Give a view of one's own to everybody in the room, or take it back. Refused: `not_your_role`, `absent`."""
    if not may_share(actor):
        raise Refused("not_your_role", act="share_view")
    person = _locked(actor)
    view = _own(person, view_id)
    if view.shared != shared:
        view.shared = shared
        view.save(update_fields=["shared"])
        events.record(person, events.Code.VIEW_SHARED, actor, at, view=view.pk, shared=shared)
    return view


@act
def drop_view(actor: Actor, view_id: int, *, at: datetime) -> SavedView:
    """Take a view away; it can be had back for thirty days. Refused: `absent`."""
    person = _locked(actor)
    view = _own(person, view_id)
    view.dropped_at = at
    view.save(update_fields=["dropped_at"])
    events.record(person, events.Code.VIEW_DROPPED, actor, at, view=view.pk)
    return view


@act
def restore_view(actor: Actor, view_id: int, *, at: datetime) -> SavedView:
    """Have a dropped view back, where it stood; one that is there stays.

    Refused: `absent`; with `field`: `view_name_taken`, `too_many_views`.
    """
    person = _locked(actor)
    view = person.saved_views.filter(pk=view_id).first()
    if view is None or (view.dropped_at is not None and view.dropped_at <= at - KEPT):
        raise Refused("absent")
    if view.dropped_at is None:
        return view
    views = _views(person, view.room)
    if len(views) >= MOST:
        raise Refused("too_many_views", field="name", limit=MOST)
    _is_free(views, view.name)
    view.dropped_at = None
    view.save(update_fields=["dropped_at"])
    events.record(person, events.Code.VIEW_RESTORED, actor, at, view=view.pk)
    return view


def _locked(actor: Actor) -> User:
    if not actor.is_staff:
        raise Refused("not_your_role", act="views")
    return User.objects.select_for_update().get(pk=actor.person)


def _views(person: User, room: str) -> list[SavedView]:
    return list(person.saved_views.filter(room=room, dropped_at=None))


def _own(person: User, view_id: int) -> SavedView:
    view = person.saved_views.filter(pk=view_id, dropped_at=None).first()
    if view is None:
        raise Refused("absent")
    return view


def _name(name: str) -> str:
    return checked_text(" ".join(name.split()), "name", limit=LONGEST_NAME)


def _is_free(views: list[SavedView], name: str) -> None:
    if any(view.name == name for view in views):
        raise Refused("view_name_taken", field="name")

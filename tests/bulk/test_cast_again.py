"""A card cast from a mould holds, row for row, what the acts write for the same story at that time."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model

from shouwen.apps.agreements.models import Line
from shouwen.apps.ledger.models import Event, Head
from shouwen.apps.ledger.verify import verify
from shouwen.apps.notices.models import Notice
from shouwen.apps.search.queries import find
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.jobs import pass_time
from shouwen.apps.tickets.models import Archive, Ticket
from shouwen.config.bulk.foundry import Foundry
from shouwen.config.bulk.mould import PARTS, Mould, of_cards
from shouwen.config.bulk.moving import REFERS
from tests.cast import MORNING, Cast

pytestmark = pytest.mark.django_db
FORTNIGHT = timedelta(days=14)


def tell(cast: Cast, start: datetime, key: str) -> list[int]:
    """Two cards, the later one linked to the first; the first goes all the way to the archive."""

    def at(minutes: float) -> datetime:
        return start + timedelta(minutes=minutes)

    ward, agent, pm = cast.actor("ward_a"), cast.actor("agent"), cast.actor("pm")
    said = actions.Report("department", "护士站打印机不出纸。", cast.module.pk)
    first = actions.report(ward, said, at=at(0), submission=f"{key}-first-0123456789")
    other = actions.report(ward, said, at=at(2), submission=f"{key}-other-0123456789")
    number = first.number
    actions.take(agent, number, at=at(5))
    actions.reply(agent, number, "正在处理。", at=at(70), submission=f"{key}-reply-0123456789")
    classified = Classification("incident", "department", "workaround", "online", "unknown", cast.module.pk, "")
    actions.classify(agent, number, classified, at=at(75))
    actions.note(agent, number, "驱动旧了。", at=at(80), submission=f"{key}-note-0123456789")
    actions.link(agent, other.number, number, "related", at=at(82))
    actions.chase(ward, number, "还没好吗？", at=at(90))
    actions.hold(agent, number, "waiting_customer", "等院方重启。", at=at(95))
    pass_time(first.pk, at(1500))
    actions.resume(agent, number, at=at(1500))
    actions.resolve(agent, number, Remedy("misuse", "驱动被替换。", "重装。"), at=at(3000))
    owner = next(actor for actor in (pm, agent) if actor.id == first.first_contact_id)
    actions.follow_up(owner, number, "solved", "已恢复。", "phone", at=at(3010))
    actions.close(owner, number, at=at(3020))
    actions.rate(ward, number, "5", "谢谢", at=at(3030))
    for each in (first, other):
        pass_time(each.pk, at(15 * 1440))
    assert actions.archive(first.pk, at=at(15 * 1440))
    return [first.pk, other.pk]


def rows(ids: list[int]) -> dict[str, list[dict[str, Any]]]:
    """All that hangs on these cards, with ordinals for keys, and the card's name for its number."""
    found: dict[type[Model], list[Any]] = {Ticket: list(Ticket.objects.filter(pk__in=ids).order_by("pk"))}
    for model in (*PARTS, Archive):
        whose = of_cards(model, ids)
        found[model] = list(model._default_manager.filter(whose).order_by("pk"))
    found[Event] = list(Event.objects.filter(subject_kind="ticket", subject_id__in=ids).order_by("subject_id", "seq"))
    found[Notice] = list(Notice.objects.filter(ticket__in=ids).order_by("event__subject_id", "event__seq", "person"))
    keys = {(model, row.pk): n for model, of in found.items() for n, row in enumerate(of)}
    names = {t.number: f"card {n}" for n, t in enumerate(found[Ticket])}
    names |= {t.number.replace("SW", "BA"): f"record {n}" for n, t in enumerate(found[Ticket])}
    return {model.__name__: [_values(row, keys, names) for row in of] for model, of in found.items()}


def _values(row: Model, keys: dict[Any, int], names: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key or field.name in {"submission", "hash", "prev", "sha256"}:
            continue
        copied = isinstance(value, int) and (field.related_model, value) in keys
        values[field.attname] = keys[field.related_model, value] if copied else _plain(value, keys, names)
    if isinstance(row, Event):
        values["subject_id"] = keys[Ticket, row.subject_id]
    return values


def _plain(value: Any, keys: dict[Any, int], names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: keys[REFERS[key], each] if key in REFERS and isinstance(each, int) else _plain(each, keys, names)
            for key, each in value.items()
            if key != "sha256"
        }
    if isinstance(value, list):
        return [_plain(each, keys, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


def test_a_cast_is_what_the_acts_would_have_written(cast: Cast) -> None:
    told = tell(cast, MORNING, "told")
    mould = Mould(told)
    acted = tell(cast, MORNING + FORTNIGHT, "then")
    assert mould.fits(FORTNIGHT)
    foundry = Foundry()
    foundry.cast(mould, FORTNIGHT)
    foundry.pour()
    copied = list(Ticket.objects.filter(pk__gt=max(acted)).order_by("pk").values_list("pk", flat=True))
    ours, theirs = rows(copied), rows(acted)
    assert len(copied) == 2
    for model, expected in theirs.items():
        assert ours[model] == expected, model
    assert list(verify()) == []


def test_the_verdict_is_that_of_the_other_day(cast: Cast) -> None:
    told = tell(cast, MORNING, "told")
    Line.objects.filter(pk=cast.line.pk).update(terminated_on=date(2026, 3, 10))
    foundry = Foundry()
    mould = Mould(told)
    foundry.cast(mould, FORTNIGHT)
    foundry.pour()
    copied = list(Ticket.objects.filter(pk__gt=max(told)).order_by("pk"))
    acted = tell(cast, MORNING + FORTNIGHT, "then")
    assert rows([each.pk for each in copied]) == rows(acted)
    assert {verdict.charge for verdict in copied[0].verdicts.all()} == {"quote"}


def test_a_journey_needs_the_same_cover(cast: Cast) -> None:
    told = tell(cast, MORNING, "told")
    number = Ticket.objects.get(pk=told[1]).number
    actions.dispatch(cast.actor("agent"), number, cast.users["resident"].pk, "看一下", at=MORNING + FORTNIGHT)
    assert Mould(told).fits(FORTNIGHT)
    Line.objects.filter(pk=cast.line.pk).update(terminated_on=date(2026, 3, 10))
    assert not Mould(told).fits(FORTNIGHT)


def test_a_stretch_with_a_holiday_does_not_fit(cast: Cast) -> None:
    mould = Mould(tell(cast, MORNING, "told"))
    fits = {weeks: mould.fits(timedelta(weeks=weeks)) for weeks in (-4, -3, -2, -1, 0, 1, 2, 3, 4, 5)}
    # Tuesday to Friday; the Spring Festival of 2026 was from 15 to 23 February.
    assert [weeks for weeks, does in fits.items() if not does] == [-2]


def test_what_was_cast_is_found_and_numbering_goes_on(cast: Cast) -> None:
    mould = Mould(tell(cast, MORNING, "told"))
    foundry = Foundry()
    for weeks in (1, 2):
        foundry.cast(mould, timedelta(weeks=weeks))
    foundry.pour()
    assert find(cast.actor("agent"), "护士站打印机").count == 6
    newest = Ticket.objects.order_by("-pk")[0]
    assert [t.number for t in find(cast.actor("agent"), newest.number).tickets] == [newest.number]
    said = actions.Report("workstation", "又来一张", cast.module.pk)
    more = actions.report(cast.actor("ward_a"), said, at=newest.accepted_at, submission="more-0123456789abcd")
    assert more.pk > newest.pk
    assert int(more.number[-4:]) == int(newest.number[-4:]) + 1
    assert Head.objects.filter(subject_kind="ticket").count() == 7

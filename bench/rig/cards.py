"""A desk with many cards to measure on: some stories are told by the acts, then cast again until there are enough.

Each card holds three messages: the report, an answer, a word back. One story in a hundred carries the rare word in its
title, and one card in a hundred is still open.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.jobs import pass_time
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.config import demo
from shouwen.config.bulk.foundry import Foundry
from shouwen.config.bulk.mould import Mould
from shouwen.config.demo.hospitals import load_hospitals, load_modules
from shouwen.config.demo.people import load_staff

RARE = "造影机"
STORIES, OPEN_STORIES = 100, 20
WEEK = timedelta(weeks=1)
YEARS = 3 * 52
POUR = 500


def load(count: int, now: datetime) -> int:
    """People, hospitals and `count` cards into an empty database; how many cards there are."""
    with transaction.atomic():
        staff = load_staff("bench-only-password")
        load_hospitals(staff, load_modules(), now.astimezone(DESK_ZONE).date(), "bench-only-password")
        closed, still_open = _moulds(staff, now)
        foundry = Foundry()
        for number, (mould, by) in enumerate(_plan(closed, still_open, count, now), start=1):
            foundry.cast(mould, by)
            if number % POUR == 0:
                foundry.pour()
        foundry.pour()
    return Ticket.objects.count()


def _moulds(staff: dict[str, User], now: datetime) -> tuple[list[Mould], list[Mould]]:
    """Told, read, and undone."""
    dice = random.Random(7)
    path = Path(demo.__file__).parent / "problems.toml"
    problems = tomllib.loads(path.read_text(encoding="utf-8"))["problem"]
    contacts = list(Contact.objects.exclude(user=None).select_related("user").order_by("pk"))
    people = {name: actor_of(user) for name, user in staff.items()}
    with transaction.atomic():
        closed = [
            Mould([_tell(people, dice.choice(contacts), problem, now - timedelta(days=14 + day), key, ends=True)])
            for key, day, problem in _past(problems, dice)
        ]
        still_open = [
            Mould([_tell(people, dice.choice(contacts), dice.choice(problems), start, f"open-{n}", ends=False)])
            for n in range(OPEN_STORIES)
            for start in [now - timedelta(hours=1 + 3 * n)]
        ]
        transaction.set_rollback(True)
    return closed, still_open


def _past(problems: Sequence[dict[str, Any]], dice: random.Random) -> Iterator[tuple[str, float, dict[str, Any]]]:
    for number in range(STORIES):
        problem = dice.choice(problems)
        if number == 0:
            problem = problem | {"report": f"{RARE}连不上工作站。\n{problem['report']}"}
        yield f"closed-{number}", dice.uniform(0, 28), problem


def _tell(
    people: dict[str, Any], contact: Contact, problem: dict[str, Any], start: datetime, key: str, *, ends: bool
) -> int:
    assert contact.user is not None
    customer, agent = actor_of(contact.user), people["agent"]
    minutes = (start.replace(microsecond=0) + timedelta(minutes=5 * step) for step in range(99))
    said = actions.Report(answer=problem["answer"], text=problem["report"])
    ticket = actions.report(customer, said, at=next(minutes), submission=f"bench-{key}-report")
    number, owner = ticket.number, next(each for each in people.values() if each.id == ticket.first_contact_id)
    actions.take(agent, number, at=next(minutes))
    actions.reply(agent, number, "您好，已收到，正在远程查看。", at=next(minutes), submission=f"bench-{key}-first")
    wanted = Classification(ticket.kind, ticket.impact, ticket.urgency, "remote", "unknown", None, "按实际情况定级。")
    actions.classify(agent, number, wanted, at=next(minutes))
    actions.reply(customer, number, "现在好一些了，谢谢。", at=next(minutes), submission=f"bench-{key}-back")
    if ends:
        remedy = Remedy(problem["cause"], problem["finding"], problem["remedy"], problem.get("prevention", ""))
        actions.resolve(agent, number, remedy, at=next(minutes))
        actions.follow_up(owner, number, "solved", "院方确认已恢复。", "phone", at=next(minutes))
        actions.close(owner, number, at=next(minutes))
        archives_at = Ticket.objects.values_list("archives_at", flat=True).get(pk=ticket.pk)
        assert archives_at is not None
        pass_time(ticket.pk, archives_at)
        actions.archive(ticket.pk, at=archives_at)
    return ticket.pk


def _plan(
    closed: Sequence[Mould], still_open: Sequence[Mould], count: int, now: datetime
) -> list[tuple[Mould, timedelta]]:
    """Oldest first; a week is used again until there are enough."""
    many = count // 100
    places = [(mould, -weeks * WEEK) for weeks in range(YEARS) for mould in closed if mould.fits(-weeks * WEEK)]
    wanted = count - many
    rounds, rest = divmod(wanted, len(places))
    plan = places * rounds + random.Random(8).sample(places, rest)
    plan += [(still_open[n % len(still_open)], timedelta(0)) for n in range(many)]
    return sorted(plan, key=lambda pair: pair[0].starts + pair[1])

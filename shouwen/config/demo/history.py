"""Three years of cards: some weeks are told by the acts, then cast again over the weeks before."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.config.bulk.foundry import Foundry
from shouwen.config.bulk.mould import Mould
from shouwen.config.demo.problems import load_problems
from shouwen.config.demo.stories import TOLD, Stories
from shouwen.config.demo.teller import Teller

Progress = Callable[[int], None]
YEARS = timedelta(days=3 * 365)
WEEK = timedelta(weeks=1)
# Wards and accounts close their month: more goes wrong then.
PEAK_DAYS, PEAK = frozenset({1, 28, 29, 30, 31}), 3
POUR = 500


def load_cards(count: int, now: datetime, staff: dict[str, User], say: Progress, seed: int = 20) -> int:
    """Write `count` cards, oldest first, and say how many there are as they come; the number of cards.

    What is told by the acts is undone once it has been read, so that its rows can take their places by age.
    """
    dice = random.Random(seed)
    stories = Stories(now, dice)
    live = stories.live()
    with transaction.atomic():
        teller = Teller(staff, now)
        wanted = max(count - len(live), 0)
        told = stories.past(min(TOLD, wanted))
        moulds = [Mould(teller.tell(story, f"demo-past-{n:06d}")) for n, story in enumerate(told, start=1)]
        transaction.set_rollback(True)
    _cast_all(_plan(moulds, wanted, now, dice), say)
    teller = Teller(staff, now)
    for number, story in enumerate(live, start=1):
        teller.tell(story, f"demo-card-{number:06d}")
    load_problems(stories.problems, teller.staff["agent"], teller.staff["developer"], now)
    loaded = Ticket.objects.count()
    say(loaded)
    return loaded


def _plan(moulds: list[Mould], wanted: int, now: datetime, dice: random.Random) -> list[tuple[Mould, timedelta]]:
    """Which mould is cast when: each where it was told, then others by chance, more at the ends of months."""
    places = {(at, 0): 1.0 for at in range(len(moulds))}
    for at, mould in enumerate(moulds):
        latest, oldest = (now - mould.last) // WEEK, (YEARS - (now - mould.starts)) // WEEK
        for weeks in {*range(-latest, oldest)} - {0}:
            day = (mould.starts - weeks * WEEK).astimezone(DESK_ZONE).day
            places[at, weeks] = PEAK if day in PEAK_DAYS else 1
    # A weighted draw without return: the heavier a place, the earlier its turn.
    turns = sorted(places, key=lambda place: (place[1] != 0, dice.random() ** (1 / places[place]) * -1))
    plan: list[tuple[Mould, timedelta]] = []
    cards = 0
    for at, weeks in turns:
        if cards >= wanted:
            break
        mould = moulds[at]
        if mould.fits(-weeks * WEEK):
            plan.append((mould, -weeks * WEEK))
            cards += len(mould.tickets)
    return sorted(plan, key=lambda pair: (pair[0].starts + pair[1], pair[0].tickets[0].pk))


def _cast_all(plan: list[tuple[Mould, timedelta]], say: Progress) -> None:
    foundry = Foundry()
    for number, (mould, by) in enumerate(plan, start=1):
        foundry.cast(mould, by)
        if number % POUR == 0:
            foundry.pour()
            say(Ticket.objects.count())
    foundry.pour()

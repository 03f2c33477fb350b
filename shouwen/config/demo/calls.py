"""The demo's hotline: two weeks of calls, most of them answered, some closed at once, some about a card."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.calls import actions
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.surveys import actions as surveys
from shouwen.apps.surveys.models import Survey
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.survey import State
from shouwen.policy.telephone import Source

DAYS, A_DAY = 14, 9
AGENTS = ("agent", "agent", "agent2", "agent3")
SAID = (
    "问发票怎么补打，当场教会。", "问医保目录什么时候更新。", "催昨天的报修进度。", "报打印机不出纸，已转单。",
    "问新入职账号怎么开。", "打错电话。", "问月结前要核对什么。", "反映门诊收费慢。",
)  # fmt: skip


def load_calls(staff: dict[str, User], now: datetime, seed: int = 7) -> None:
    """By the acts themselves: the same every time."""
    dice = random.Random(seed)
    contacts = list(Contact.objects.exclude(phone="").select_related("hospital").order_by("pk")[:40])
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(DAYS, -1, -1):
        for turn in range(A_DAY):
            at = today - timedelta(days=day) + timedelta(minutes=dice.randint(8 * 60, 19 * 60), seconds=turn)
            if at < now - timedelta(minutes=30):
                _call(staff, dice, dice.choice(contacts), at, f"demo-call-{day:02d}-{turn:02d}-0123")


def load_answers(staff: dict[str, User], now: datetime) -> None:
    """What customers said when they were asked, by somebody who had no part in it."""
    agent = actor_of(staff["agent3"])
    heard = (("yes", "5", ""), ("yes", "4", "希望夜间也能快一点。"), ("yes", "2", "来回催了几次才有人跟进。"))
    due = Survey.objects.for_actor(agent).filter(state=State.DUE).order_by("pk")
    for turn, pk in enumerate(list(due.values_list("pk", flat=True))[: len(heard) + 1]):
        at = now - timedelta(hours=3 - turn / 2)
        try:
            if turn == len(heard):
                surveys.note_try(agent, pk, "无人接听。", at=at, submission=f"demo-try-{turn}-0123456789")
            else:
                solved, score, advice = heard[turn]
                surveys.answer(agent, pk, surveys.Heard(solved, score, score, score, score, advice), at=at)
        except Refused:
            # He handled it himself.
            continue


def _call(staff: dict[str, User], dice: random.Random, contact: Contact, at: datetime, key: str) -> None:
    agent = staff[dice.choice(AGENTS)]
    lost = dice.random() < 0.11
    wait = dice.choice((4, 6, 8, 9, 12, 15, 18, 26, 41))
    answered = None if lost else at + timedelta(seconds=wait)
    ended = at + timedelta(seconds=wait + (dice.randint(3, 60) if lost else dice.randint(60, 620)))
    outcome = "" if lost else dice.choice(("at_once", "at_once", "card", "passed", "nothing"))
    number = contact.phone
    logged = actions.Logged(
        source=Source.PAPER if dice.random() < 0.04 else Source.HAND,
        offered_at=at,
        answered_at=answered,
        ended_at=ended,
        number=number,
        hospital_id=contact.hospital_id,
        outcome="" if outcome == "card" else outcome,
        words="" if lost else dice.choice(SAID),
    )
    actor = actor_of(agent)
    call = actions.log_call(actor, logged, at=ended, submission=key)
    if outcome == "card":
        card = Ticket.objects.filter(hospital=contact.hospital_id, accepted_at__lt=at).order_by("-accepted_at").first()
        if card is not None:
            actions.bind(actor, call.pk, card.number, at=ended)

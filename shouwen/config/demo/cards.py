"""Cards of the last two months, written by the acts themselves at the times the story tells."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.jobs import pass_time
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor

# How far a card's story goes before now cuts it off.
CLOSED, FOLLOWED_UP, RESOLVED, HELD, WORKING, ANSWERED, NEW = range(7)
# Live cards, minutes ago: a desk in the middle of its day.
LIVE_STORIES = (
    (12, NEW), (4, NEW), (48, NEW), (95, ANSWERED), (26, ANSWERED), (150, WORKING), (210, WORKING), (340, WORKING),
    (400, HELD), (900, HELD), (1300, WORKING), (1500, RESOLVED), (1900, FOLLOWED_UP), (2300, RESOLVED),
    (2900, WORKING), (3600, HELD), (4300, RESOLVED), (5200, WORKING), (70, WORKING), (600, ANSWERED),
    (30, WORKING), (2000, WORKING), (720, RESOLVED), (8, ANSWERED),
)  # fmt: skip
REPLIES = (
    "您好，已收到，我来处理，先远程看一下现场情况。",
    "您好，我是本单处理人，正在查看，稍后给您电话。",
    "收到，已经安排，10 分钟内与您联系。",
)
QUESTIONS = (
    "麻烦发一张完整的报错截图，注意遮挡患者信息。",
    "请问是从什么时候开始的？换一台电脑是否一样？",
    "请确认一下影响的窗口数量。",
)
ANSWERS = ("是今天早上开始的，换电脑也一样。", "截图已经发了，请看。", "目前影响三个窗口，其他正常。")
NOTES = ("查了日志，与上周另一家医院的现象相同。", "已请开发支持中心看执行计划。", "院方网络组在场，可以配合抓包。")
HOLDS = (
    ("waiting_customer", "等院方提供完整的日志和截图。"),
    ("third_party", "等医保中心恢复接口，院方已知晓。"),
    ("change_window", "约定今晚 22:00 停机窗口更新。"),
)


@dataclass(frozen=True)
class Story:
    problem: dict[str, Any]
    contact: Contact
    starts: datetime
    ends: int
    dice: random.Random


def load_cards(count: int, now: datetime, staff: dict[str, User], seed: int = 20) -> int:
    """Write `count` cards, oldest first; the same seed and day give the same stories."""
    teller = Teller({name: actor_of(user) for name, user in staff.items()}, now)
    for number, story in enumerate(_stories(count, now, random.Random(seed)), start=1):
        teller.tell(story, f"demo-card-{number:06d}")
    return Ticket.objects.count()


def _stories(count: int, now: datetime, dice: random.Random) -> Iterator[Story]:
    path = Path(__file__).parent / "problems.toml"
    problems = tomllib.loads(path.read_text(encoding="utf-8"))["problem"]
    contacts = list(Contact.objects.exclude(user=None).select_related("hospital", "user", "department").order_by("pk"))
    weights = [4 if contact.hospital.pk <= 4 else 2 for contact in contacts]
    past = [
        now - timedelta(minutes=dice.triangular(6 * 1440, 60 * 1440, 9 * 1440))
        for _ in range(count - len(LIVE_STORIES))
    ]
    told = [(start, CLOSED) for start in past] + [(now - timedelta(minutes=ago), ends) for ago, ends in LIVE_STORIES]
    for start, ends in sorted(told):
        contact = dice.choices(contacts, weights)[0]
        yield Story(dice.choice(problems), contact, start.replace(microsecond=0), ends, dice)


class Teller:
    """Tells a story by the acts that people would have done, each at its own instant."""

    def __init__(self, staff: dict[str, Actor], now: datetime) -> None:
        self.staff = staff
        self.by_id = {actor.id: actor for actor in staff.values()}
        self.modules = {module.code: module.pk for module in Module.objects.all()}
        self.installed = set(Installation.objects.values_list("campus__hospital_id", "module_id"))
        self.now = now

    def tell(self, story: Story, key: str) -> None:
        customer = actor_of(_user(story.contact))
        said = actions.Report(
            answer=story.problem["answer"],
            text=story.problem["report"],
            module_id=self._module(story),
        )
        ticket = actions.report(customer, said, at=story.starts, submission=key)
        self._tell(story, ticket, customer, key)
        pass_time(ticket.pk, self.now)

    def _tell(self, story: Story, ticket: Ticket, customer: Actor, key: str) -> None:
        handler = self._handler(ticket, story.dice)
        minutes = self._lived(ticket, self._pace(story, ticket.grade))
        number = ticket.number
        if story.ends == NEW:
            return
        at = next(minutes)
        actions.take(handler, number, at=at)
        actions.reply(handler, number, story.dice.choice(REPLIES), at=next(minutes), submission=f"{key}-first")
        if story.ends == ANSWERED:
            return
        actions.classify(handler, number, self._classified(story, ticket), at=next(minutes))
        if story.dice.random() < 0.55:
            actions.reply(handler, number, story.dice.choice(QUESTIONS), at=next(minutes), submission=f"{key}-ask")
            actions.reply(customer, number, story.dice.choice(ANSWERS), at=next(minutes), submission=f"{key}-answer")
        if story.dice.random() < 0.5:
            actions.note(handler, number, story.dice.choice(NOTES), at=next(minutes), submission=f"{key}-note")
        self._finish(story, ticket, handler, customer, minutes, key)

    def _finish(
        self, story: Story, ticket: Ticket, handler: Actor, customer: Actor, minutes: Iterator[datetime], key: str
    ) -> None:
        number = ticket.number
        if story.ends == HELD or (story.ends < WORKING and story.dice.random() < 0.2):
            reason, words = story.dice.choice(HOLDS)
            actions.hold(handler, number, reason, words, at=next(minutes))
            if story.ends == HELD:
                return
            actions.resume(handler, number, at=next(minutes))
        if story.ends == WORKING:
            return
        problem = story.problem
        done = Remedy(problem["cause"], problem["finding"], problem["remedy"], problem.get("prevention", ""))
        actions.resolve(handler, number, done, at=next(minutes))
        actions.reply(
            handler, number, "已处理：" + problem["remedy"] + "请试一下。", at=next(minutes), submission=f"{key}-done"
        )
        if story.ends == RESOLVED:
            return
        owner = self.by_id[ticket.first_contact_id]
        if story.dice.random() < 0.08:
            actions.reopen(customer, number, "刚才又出现了一次，请再看看。", at=next(minutes))
            actions.resolve(handler, number, done, at=next(minutes))
        actions.follow_up(owner, number, "solved", "院方确认已恢复。", "phone", at=next(minutes))
        if story.ends == CLOSED:
            actions.close(owner, number, at=next(minutes))

    def _module(self, story: Story) -> int | None:
        """The problem's module, where the hospital has it."""
        wanted = self.modules[story.problem["module"]]
        return wanted if (story.contact.hospital_id, wanted) in self.installed else None

    def _handler(self, ticket: Ticket, dice: random.Random) -> Actor:
        owner = self.by_id[ticket.first_contact_id]
        names = ["agent", "agent", "agent2", "agent3"]
        residents = [a for a in self.staff.values() if a.level == "frontline" and ticket.hospital_id in a.hospitals]
        return dice.choice([self.staff[dice.choice(names)], *residents, owner])

    def _lived(self, ticket: Ticket, pace: Iterator[datetime]) -> Iterator[datetime]:
        """The same instants; what comes due before each has happened by then."""
        for at in pace:
            pass_time(ticket.pk, at)
            yield at

    def _pace(self, story: Story, grade: int) -> Iterator[datetime]:
        """Rising instants between acceptance and now; the work itself takes about what the problem says."""
        span = (self.now - story.starts).total_seconds()
        work = story.problem["hours"] * 3600 * story.dice.uniform(0.5, 1.6)
        late = story.dice.random() < 0.07
        first = story.dice.uniform(2, 12 if grade <= 2 else 45) * (3 if late else 1)
        at = min(first * 60, span * 0.3)
        step = min(work, span * 0.6) / 9
        yield story.starts + timedelta(seconds=int(at * 0.7))
        while True:
            yield story.starts + timedelta(seconds=int(min(at, span - 1)))
            at += step * story.dice.uniform(0.4, 1.6) if at < span - 60 else 1

    def _classified(self, story: Story, ticket: Ticket) -> Classification:
        eased = ticket.kind == "incident" and ticket.grade >= 3 and story.dice.random() < 0.15
        service = story.dice.choices(["online", "remote", "hotline", "onsite"], [3, 5, 3, 1])[0]
        return Classification(
            kind=ticket.kind,
            impact=ticket.impact,
            urgency="workaround" if eased else ticket.urgency,
            service=service,
            cause="unknown",
            module_id=ticket.module_id,
            reason="",
        )


def _user(contact: Contact) -> User:
    if contact.user is None:
        raise ValueError(contact)
    return contact.user

"""Telling a story: the acts that people would have done, each at its own instant."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from shouwen.config.demo.passing import let_pass
from shouwen.config.demo.stories import (
    ANSWERED,
    CLOSED,
    HELD,
    MAJOR,
    NEW,
    PHONE,
    RESOLVED,
    TWICE,
    WORKING,
    Story,
)
from shouwen.policy.roles import Actor
from shouwen.policy.severity import PLAIN_QUESTION, PlainAnswer

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


PRAISE = {"5": "处理很快，谢谢。", "2": "来回催了几次。", "1": "反复出现，没有根治。"}


class Teller:
    """Tells stories by the acts, up to now."""

    def __init__(self, staff: dict[str, User], now: datetime) -> None:
        self.staff = {name: actor_of(user) for name, user in staff.items()}
        self.by_id = {actor.id: actor for actor in self.staff.values()}
        self.modules = {module.code: module.pk for module in Module.objects.all()}
        self.installed = set(Installation.objects.values_list("campus__hospital_id", "module_id"))
        self.contacts = list(Contact.objects.exclude(user=None).select_related("hospital", "user").order_by("pk"))
        self.now = now

    def tell(self, story: Story, key: str) -> list[int]:
        """The ids of the cards that the story left."""
        customer = actor_of(_user(story.contact))
        ticket = self._call(story, key) if story.course == PHONE else self._report(story, customer, story.starts, key)
        beside = [self._again(customer, ticket, story, key)] if story.course == TWICE else []
        spread = self._elsewhere(ticket, story, key) if story.course == MAJOR else []
        self._tell(story, ticket, customer, key)
        for other, caller in spread:
            self._tell(story, other, caller, f"{key}-{other.pk}")
        told = [ticket.pk, *(other.pk for other in beside), *(other.pk for other, _ in spread)]
        for card in told:
            self._file(card)
        return told

    def _report(self, story: Story, customer: Actor, at: datetime, key: str) -> Ticket:
        problem = story.problem
        said = actions.Report(answer=problem["answer"], text=problem["report"], module_id=self._module(story))
        return actions.report(customer, said, at=at, submission=key)

    def _call(self, story: Story, key: str) -> Ticket:
        """The same by telephone: the agent who takes the word writes it down."""
        kind, impact, urgency = PLAIN_QUESTION[PlainAnswer(story.problem["answer"])]
        contact = story.contact
        said = actions.Intake(
            channel="phone",
            text=story.problem["report"],
            kind=kind,
            impact=impact,
            urgency=urgency,
            hospital_id=contact.hospital_id,
            department_id=contact.department_id,
            contact_id=contact.pk,
            module_id=self._module(story),
        )
        agent = self.staff[story.dice.choice(["agent", "agent2", "agent3"])]
        return actions.take_in(agent, said, at=story.starts, submission=key)

    def _again(self, customer: Actor, ticket: Ticket, story: Story, key: str) -> Ticket:
        """The same hospital reports it once more; the second card is merged into the first."""
        second = self._report(story, customer, story.starts + timedelta(minutes=3), f"{key}-again")
        agent, at = self.staff["agent2"], story.starts + timedelta(minutes=4)
        let_pass(ticket.pk, at)
        return actions.merge(agent, second.number, ticket.number, at=at)

    def _elsewhere(self, ticket: Ticket, story: Story, key: str) -> list[tuple[Ticket, Actor]]:
        """Two other hospitals have it too: a major incident, with one word to all."""
        agent = self.staff["agent"]
        actions.declare_major(agent, ticket.number, at=story.starts + timedelta(minutes=2))
        others = [contact for contact in self.contacts if contact.hospital_id != story.contact.hospital_id]
        spread = []
        for turn, contact in enumerate(story.dice.sample(others, 2), start=1):
            at = story.starts + timedelta(minutes=2 + 4 * turn)
            caller = actor_of(_user(contact))
            card = self._report(replace(story, contact=contact), caller, at, f"{key}-child{turn}")
            actions.link(agent, card.number, ticket.number, "child", at=at + timedelta(minutes=1))
            spread.append((card, caller))
        words = "多家医院同时出现，已按重大事件统一处理，每 30 分钟通报一次进展。"
        actions.announce(agent, ticket.number, words, at=story.starts + timedelta(minutes=14), submission=f"{key}-all")
        return spread

    def _file(self, card: int) -> None:
        """Let the time pass that it lay there, and put it into the archive when its window is over."""
        let_pass(card, self.now)
        archives_at = Ticket.objects.values_list("archives_at", flat=True).get(pk=card)
        if archives_at is not None and archives_at <= self.now:
            actions.archive(card, at=archives_at)

    def _tell(self, story: Story, ticket: Ticket, customer: Actor, key: str) -> None:
        handler = self._handler(ticket, story.dice)
        minutes = self._lived(ticket, self._pace(story, ticket))
        number = ticket.number
        if story.ends == NEW:
            return
        if story.course == PHONE:
            handler = self.by_id[ticket.first_contact_id]
        else:
            actions.take(handler, number, at=next(minutes))
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
        if story.returns:
            actions.reopen(customer, number, "刚才又出现了一次，请再看看。", at=next(minutes))
            actions.resolve(handler, number, done, at=next(minutes))
        actions.follow_up(owner, number, "solved", "院方确认已恢复。", "phone", at=next(minutes))
        if story.ends == CLOSED:
            actions.close(owner, number, at=next(minutes))
            if story.score != ".":
                actions.rate(customer, number, story.score, PRAISE.get(story.score, ""), at=next(minutes))

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
            let_pass(ticket.pk, at)
            yield at

    def _pace(self, story: Story, ticket: Ticket) -> Iterator[datetime]:
        """Rising instants between acceptance and now; the work itself takes about what the problem says."""
        wait = {MAJOR: 15, TWICE: 5}.get(story.course, 0)
        starts = max(ticket.accepted_at, story.starts + timedelta(minutes=wait))
        span = (self.now - starts).total_seconds()
        work = story.problem["hours"] * 3600 * story.dice.uniform(0.5, 1.6) * (20 if story.slow else 1)
        first = story.dice.uniform(2, 12 if ticket.grade <= 2 else 45) + (75 if story.late else 0)
        at = min(first * 60, span * 0.3)
        step = min(work, span * 0.6) / 9
        yield starts + timedelta(seconds=int(at * 0.7))
        while True:
            yield starts + timedelta(seconds=int(min(at, span - 1)))
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
            reason="" if ticket.grade_is_provisional else "查看后按实际情况定级。",
        )


def _user(contact: Contact) -> User:
    if contact.user is None:
        raise ValueError(contact)
    return contact.user

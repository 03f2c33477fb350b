"""The cast with everything furnished, and a card in each state in which other forms stand open."""

from dataclasses import dataclass

from shouwen.apps.customers import actions as customers
from shouwen.apps.customers.models import Contact
from shouwen.apps.people import actions as people
from shouwen.apps.people.models import ApiToken
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from tests.api.programs import secret_of
from tests.cast import Cast, at
from tests.doors.test_matrix import targets

# Stands only in what belongs to the second hospital.
CANARY = "金丝雀"
WITH_TOKENS = ("agent", "pm", "manager", "ward_a", "developer", "resident", "hospital_a")
Objects = dict[str, dict[str, str]]


@dataclass
class World:
    cast: Cast
    objects: Objects
    # The first hospital's cards, by the state they are in.
    cards: dict[str, str]
    # A token of each, by name.
    secrets: dict[str, str]

    @property
    def strange(self) -> list[str]:
        """Ids and numbers of what belongs to the second hospital, and to nobody."""
        found = [*self.objects["other"].values(), str(self.cast.other_hospital.pk), *self.objects["absent"].values()]
        return list(dict.fromkeys(each for each in found if len(each) < 60))


def furnished(cast: Cast) -> World:
    """Everything is made in the morning; whoever tries something comes later."""
    objects = targets(cast)
    _mark_the_other(cast, objects)
    agent, pm, ward = cast.actor("agent"), cast.actor("pm"), cast.actor("ward_a")
    cards = {"open": objects["own"]["number"], "fresh": cast.report(key="fresh").number}
    cards["handled"] = _taken(cast, "handled")
    cards["held"] = _taken(cast, "held")
    actions.hold(agent, cards["held"], "third_party", "等", at=at(7))
    cards["offered"] = _taken(cast, "offered")
    actions.offer(agent, cards["offered"], cast.users["developer"].pk, "看", at=at(7))
    cards["resolved"] = cast.resolved(key="resolved").number
    cards["solved"] = _solved(cast, "solved")
    cards["closed"] = _solved(cast, "closed")
    actions.close(pm, cards["closed"], at=at(41))
    cards["archived"] = _solved(cast, "archived")
    actions.close(pm, cards["archived"], at=at(41))
    actions.archive(Ticket.objects.get(number=cards["archived"]).pk, at=at(20_000))
    cards["rateable"] = _solved(cast, "rateable")
    cards["disputed"] = _solved(cast, "disputed")
    actions.dispute(ward, cards["disputed"], "不认可", at=at(42))
    cards["major"] = _taken(cast, "major", answer="whole_hospital")
    actions.declare_major(agent, cards["major"], at=at(7))
    said = actions.Intake("phone", "不知道哪家医院的电话", "incident", "workstation", "none")
    cards["unknown"] = actions.take_in(agent, said, at=at(7), submission="unknown-0123456789abcdef").number
    cards["linked"] = _taken(cast, "linked")
    actions.link(agent, cards["linked"], cards["handled"], "related", at=at(8))
    cards["travelling"] = _taken(cast, "travelling")
    actions.dispatch(agent, cards["travelling"], cast.users["resident"].pk, "看", at=at(8))
    _taken_away(cast, objects)
    secrets = {name: secret_of(cast, name) for name in WITH_TOKENS}
    # A token notes its use by the hour, whatever comes of it: it is noted already.
    ApiToken.objects.update(last_used_at=at(60))
    return World(cast, objects, cards, secrets)


def _taken_away(cast: Cast, objects: Objects) -> None:
    """What can be had back has forms of its own; the first hospital keeps what the cast works with."""
    manager, own = cast.actor("manager"), objects["own"]
    house, campus = cast.hospital.pk, cast.ward.campus_id
    spare = customers.add_department(manager, house, campus, "备用科室", at=at(50))
    customers.retire_department(manager, house, spare.pk, at=at(51))
    people.drop_view(manager, people.save_view(manager, "queue", "旧", "tab=all", at=at(50)).pk, at=at(51))
    people.share_view(manager, int(own["view"]), True, at=at(52))


def _taken(cast: Cast, key: str, answer: str = "workstation") -> str:
    number = cast.report(key=key, answer=answer).number
    actions.take(cast.actor("agent"), number, at=at(5))
    return number


def _solved(cast: Cast, key: str) -> str:
    number = cast.resolved(key=key).number
    actions.follow_up(cast.actor("pm"), number, "solved", "好了。", "phone", at=at(40))
    return number


def _mark_the_other(cast: Cast, objects: Objects) -> None:
    """Wherever the second hospital is spoken of, the canary is heard."""
    house = cast.other_hospital
    house.name = house.short_name = f"{CANARY}医院"
    house.save()
    Contact.objects.filter(hospital=house).update(name=f"{CANARY}主任")
    for card in Ticket.objects.filter(hospital=house):
        actions.retitle(cast.actor("agent"), card.number, f"{CANARY}的卡", at=at(3))
        text, key = f"{CANARY}说的话", f"{card.number}-canary-0123"
        actions.reply(cast.actor("agent"), card.number, text, at=at(3), submission=key)

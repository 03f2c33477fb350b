"""Every act on people, the rota and hand-over lists, with what has to be true before it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from allauth.mfa.models import Authenticator

from shouwen.apps.customers.actions import add_account
from shouwen.apps.customers.models import Contact
from shouwen.apps.departures.actions import leave
from shouwen.apps.duty import actions as duty
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people import actions as people
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.actions.email import proof_of
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.webhooks import actions as hooks
from shouwen.apps.webhooks.models import Endpoint
from tests.cast import Cast, at

DETAILS = Details("新名字", "new@vendor.example", "100-5", "frontline")
DAY = date(2026, 3, 10)
POST = "service_centre"


@dataclass
class Desk:
    """The cast, and what a trial made before its act."""

    cast: Cast
    made: dict[str, object] = field(default_factory=dict)

    def who(self, name: str) -> int:
        return self.cast.users[name].pk

    def by(self, name: str):
        return self.cast.actor(name)


Step = Callable[[Desk], object]


def plan(desk: Desk, start: float, end: float) -> Plan:
    return Plan(desk.who("agent2"), at(start * 60), at(end * 60))


def team(desk: Desk) -> None:
    desk.made["team"] = people.add_team(desk.by("manager"), "wards", "临床组", "", at=at(0)).pk


def manned_team(desk: Desk) -> None:
    team(desk)
    for name in ("agent", "agent2"):
        people.set_teams(desk.by("manager"), desk.who(name), ["wards"], at=at(0))


def token(desk: Desk) -> None:
    desk.made["token"] = people.issue_token(desk.by("agent"), "a", ["read"], at=at(0))[0].pk


def link(desk: Desk) -> None:
    desk.made["secret"] = people.issue_link(desk.by("admin"), desk.who("agent"), at=at(0))[1]


def out(desk: Desk) -> None:
    made = people.go_away(desk.by("agent"), desk.who("agent"), DAY, DAY, desk.who("pm"), "", at=at(0))
    desk.made["absence"] = made.pk


def factor(desk: Desk) -> None:
    Authenticator.objects.create(user=desk.cast.users["agent"], type="totp", data={"secret": "x"})


def closed(desk: Desk) -> None:
    leave(desk.by("manager"), desk.who("finance"), None, "离职", at=at(0))


def role(desk: Desk) -> None:
    people.grant_role(desk.by("admin"), desk.who("agent"), "developer", at=at(0))


def contact(desk: Desk) -> None:
    desk.made["contact"] = Contact.objects.create(hospital=desk.cast.hospital, name="丁").pk


def shifts(desk: Desk) -> None:
    manager = desk.by("manager")
    desk.made["shift"] = duty.put_on(manager, POST, plan(desk, 1, 2), at=at(0)).pk
    desk.made["other"] = duty.put_on(manager, POST, Plan(desk.who("pm"), at(120), at(180)), at=at(0)).pk


def asking(desk: Desk) -> object:
    desk.made["ask"] = duty.ask_swap(desk.by("agent2"), desk.made["shift"], desk.made["other"], "孩子", at=at(1)).pk
    return None


def fed(desk: Desk) -> None:
    duty.open_feed(desk.by("agent"), at=at(1))


def given(desk: Desk) -> None:
    desk.made["list"] = hand_over(desk).pk


def hand_over(desk: Desk):
    said = [{"number": "SW-1", "grade": 3}]
    return duty.hand_over(desk.by("agent"), desk.who("pm"), "留意", said, at=at(1), submission="k-0123456789")


def burdened(desk: Desk) -> None:
    """Cards as handler and as first contact, an offer, shifts, an absence in which he stands in."""
    cast = desk.cast
    own, offered = cast.report(key="own"), cast.report(key="offered")
    cards.take(desk.by("pm"), own.number, at=at(1))
    cards.take(desk.by("agent"), offered.number, at=at(1))
    cards.offer(desk.by("agent"), offered.number, desk.who("pm"), "看看", at=at(2))
    shifts(desk)
    out(desk)


def view(desk: Desk) -> None:
    """Two views, so that there is an order."""
    people.save_view(desk.by("manager"), "queue", "先", "tab=all", at=at(0))
    desk.made["view"] = people.save_view(desk.by("manager"), "queue", "急", "tab=all&grade=1", at=at(0)).pk


def no_view(desk: Desk) -> None:
    people.drop_view(desk.by("manager"), desk.made["view"], at=at(1))


HOOK = hooks.endpoint.Wanted("https://hook.example/in", "值班屏", ["ticket.accepted"])


def hook(desk: Desk) -> object:
    made, _secret = hooks.add_endpoint(desk.by("hospital_a"), HOOK, at=at(0))
    desk.made["hook"] = made.pk
    return made


def hook_off(desk: Desk) -> object:
    return hooks.switch_off(desk.by("hospital_a"), desk.made["hook"], at=at(1))


def pinged(desk: Desk) -> object:
    desk.made["sending"] = hooks.ping(desk.by("hospital_a"), desk.made["hook"], at=at(1)).pk
    return None


def buried(desk: Desk) -> object:
    pinged(desk)
    return Delivery.objects.filter(channel="webhook").update(state="dead", attempts=9, ended_at=at(1))


def on_hook(act: Callable[..., object], *more: object) -> Step:
    return lambda desk: act(desk.by("hospital_a"), desk.made["hook"], *more, at=at(2))


def locked(desk: Desk) -> object:
    return people.lock_account(desk.by("admin"), desk.who("agent"), at=at(1))


def new_password(desk: Desk) -> object:
    return people.change_password(User.objects.get(pk=desk.who("agent")), "correct-horse-battery", at=at(1))


def email_proof(desk: Desk) -> str:
    return proof_of({"person": desk.who("agent"), "address": "a@b.example", "before": ""})


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "add_person": ((), lambda d: people.add_person(d.by("admin"), "xin", "agent", DETAILS, at=at(1))),
    "add_team": ((), team),
    "ask_email": ((), lambda d: people.ask_email(d.by("agent"), "a@b.example", at=at(1))),
    "be_back": ((out,), lambda d: people.be_back(d.by("agent"), d.made["absence"], at=at(1))),
    "change_person": ((), lambda d: people.change_person(d.by("admin"), d.who("agent"), DETAILS, at=at(1))),
    "change_password": ((), new_password),
    "end_sessions": ((), lambda d: people.end_sessions(d.by("admin"), d.who("agent"), at=at(1))),
    "lock_account": ((), locked),
    "unlock_account": ((locked,), lambda d: people.unlock_account(d.by("admin"), d.who("agent"), at=at(2))),
    "change_phone": ((), lambda d: people.change_phone(d.by("agent"), "100-7", at=at(1))),
    "choose_language": ((), lambda d: people.choose_language(d.cast.users["agent"], "en", at=at(1))),
    "confirm_email": ((), lambda d: people.confirm_email(d.by("agent"), email_proof(d), at=at(1))),
    "dissolve_team": ((manned_team,), lambda d: people.dissolve_team(d.by("manager"), d.made["team"], at=at(1))),
    "go_away": ((), out),
    "grant_role": ((), role),
    "issue_link": ((link,), link),
    "issue_token": ((), token),
    "let_back": ((closed,), lambda d: people.let_back(d.by("admin"), d.who("finance"), at=at(1))),
    "remove_second_factor": ((factor,), lambda d: people.remove_second_factor(d.by("admin"), d.who("agent"), at=at(1))),
    "rename_team": ((team,), lambda d: people.rename_team(d.by("manager"), d.made["team"], "病区组", "", at=at(1))),
    "revoke_token": ((token,), lambda d: people.revoke_token(d.by("agent"), d.made["token"], at=at(1))),
    "set_password": ((link,), lambda d: people.set_password(d.made["secret"], "correct-horse-battery", at=at(1))),
    "set_skills": ((), lambda d: people.set_skills(d.by("manager"), d.who("agent"), {"lis": "好"}, at=at(1))),
    "set_teams": ((team,), lambda d: people.set_teams(d.by("manager"), d.who("agent"), ["wards"], at=at(1))),
    "withdraw_role": ((role,), lambda d: people.withdraw_role(d.by("admin"), d.who("agent"), "developer", at=at(1))),
    "save_view": ((), lambda d: people.save_view(d.by("agent"), "queue", "急", "tab=all&grade=1", at=at(1))),
    "rename_view": ((view,), lambda d: people.rename_view(d.by("manager"), d.made["view"], "特急", at=at(1))),
    "move_view": ((view,), lambda d: people.move_view(d.by("manager"), d.made["view"], -1, at=at(1))),
    "share_view": ((view,), lambda d: people.share_view(d.by("manager"), d.made["view"], True, at=at(1))),
    "drop_view": ((view,), no_view),
    "restore_view": ((view, no_view), lambda d: people.restore_view(d.by("manager"), d.made["view"], at=at(2))),
    "copy_week": ((shifts,), lambda d: duty.copy_week(d.by("manager"), date(2026, 3, 9), at=at(1))),
    "hand_over": ((), hand_over),
    "move": ((shifts,), lambda d: duty.move(d.by("manager"), d.made["shift"], plan(d, 5, 6), at=at(1))),
    "put_on": ((), lambda d: duty.put_on(d.by("manager"), POST, plan(d, 1, 2), at=at(1))),
    "sign": ((given,), lambda d: duty.sign(d.by("pm"), d.made["list"], at=at(2))),
    "stand": ((), lambda d: duty.stand(d.by("manager"), "green_line", d.who("pm"), at=at(1))),
    "open_feed": ((), lambda d: duty.open_feed(d.by("agent"), at=at(1))),
    "close_feed": ((fed,), lambda d: duty.close_feed(d.by("agent"), at=at(2))),
    "warn_of_holes": ((), lambda d: duty.warn_of_holes(at=at(1))),
    "swap": ((shifts,), lambda d: duty.swap(d.by("manager"), d.made["shift"], d.made["other"], at=at(1))),
    "ask_swap": ((shifts,), asking),
    "answer_swap": ((shifts, asking), lambda d: duty.answer_swap(d.by("pm"), d.made["ask"], True, at=at(2))),
    "withdraw_swap": ((shifts, asking), lambda d: duty.withdraw_swap(d.by("agent2"), d.made["ask"], at=at(2))),
    "take_off": ((shifts,), lambda d: duty.take_off(d.by("manager"), d.made["shift"], at=at(1))),
    "add_endpoint": ((), hook),
    "change_endpoint": ((hook,), on_hook(hooks.change_endpoint, HOOK)),
    "give_up_endpoint": ((hook,), lambda d: hooks.give_up_endpoint(d.made["hook"], Endpoint.Off.FAILING, at=at(2))),
    "ping": ((hook,), on_hook(hooks.ping)),
    "remove_endpoint": ((hook,), on_hook(hooks.remove_endpoint)),
    "resend": ((hook, buried), lambda d: on_hook(hooks.resend, d.made["sending"])(d)),
    "rotate_secret": ((hook,), on_hook(hooks.rotate_secret)),
    "switch_off": ((hook,), on_hook(hooks.switch_off)),
    "switch_on": ((hook, hook_off), on_hook(hooks.switch_on)),
    "add_account": ((contact,), lambda d: add_account(d.by("pm"), d.made["contact"], "ding", "it_head", "", at=at(1))),
    "leave": ((burdened,), lambda d: leave(d.by("manager"), d.who("pm"), d.who("agent2"), "离职", at=at(90))),
}

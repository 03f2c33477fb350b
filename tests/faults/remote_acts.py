"""Every act of the remote service, with what has to be true before it."""

from shouwen.apps.remote import actions
from shouwen.apps.remote.models import OnsiteClock, RemoteSession
from tests.apps import remotes
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

KEY = "remote-0123456789abcdef"


def carded(desk: Desk) -> None:
    desk.made["card"] = desk.cast.report(answer="department").number


def asked(desk: Desk) -> None:
    desk.made["remote"] = remotes.asked(desk.cast).number


def granted(desk: Desk) -> None:
    desk.made["remote"] = remotes.granted(desk.cast).number


def running(desk: Desk) -> None:
    session = remotes.running(desk.cast)
    told = {"session": session.number, "remote": session.authorisation.number, "card": session.ticket.number}
    desk.made.update(told)


def written(desk: Desk) -> None:
    desk.made["session"] = remotes.written(desk.cast).number


def proposed(desk: Desk) -> None:
    running(desk)
    propose(desk)


def ask(desk: Desk) -> object:
    return actions.ask_remote(desk.by("agent"), desk.made["card"], remotes.wanted(), at=at(5), submission=KEY)


def phoned(desk: Desk) -> object:
    return actions.record_grant(desk.by("agent"), desk.made["remote"], remotes.GRANT, at(6), at=at(8))


def start(desk: Desk) -> object:
    said = actions.Started(remotes.SESSION_ID)
    return actions.start_session(desk.by("agent"), desk.made["remote"], said, at=at(12), submission=KEY)


def over(_desk: Desk) -> object:
    return actions.end_when_over(RemoteSession.objects.get().pk, at=at(181))


def propose(_desk: Desk) -> object:
    return actions.propose_onsite(OnsiteClock.objects.get().pk, at=at(72))


def send(desk: Desk) -> object:
    return actions.send_onsite(desk.by("manager"), desk.made["card"], desk.who("resident"), "远程未解决", at=at(80))


def on(act: object, what: str, who: str, *more: object, minutes: float = 50) -> Step:
    return lambda desk: act(desk.by(who), desk.made[what], *more, at=at(minutes))  # type: ignore[operator]


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "remote.ask_remote": ((carded,), ask),
    "remote.cancel_remote": ((asked,), on(actions.cancel_remote, "remote", "agent", "不用了")),
    "remote.grant_remote": ((asked,), on(actions.grant_remote, "remote", "hospital_a", remotes.GRANT)),
    "remote.record_grant": ((asked,), phoned),
    "remote.refuse_remote": ((asked,), on(actions.refuse_remote, "remote", "hospital_a", "今天有评审")),
    "remote.withdraw_remote": ((running,), on(actions.withdraw_remote, "remote", "hospital_a", "停止")),
    "remote.start_session": ((granted,), start),
    "remote.end_session": ((running,), on(actions.end_session, "session", "agent", remotes.ENDED)),
    "remote.confirm_session": ((written,), on(actions.confirm_session, "session", "hospital_a", "甲主任")),
    "remote.reject_session": ((written,), on(actions.reject_session, "session", "hospital_a", "不对")),
    "remote.end_when_over": ((running,), over),
    "remote.propose_onsite": ((running,), propose),
    "remote.send_onsite": ((proposed,), send),
    "remote.decline_onsite": ((proposed,), on(actions.decline_onsite, "card", "manager", "不必", minutes=80)),
}

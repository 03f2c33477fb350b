"""Every act on an online conversation, with what has to be true before it."""

from shouwen.apps.conversations import actions
from shouwen.apps.conversations.actions import Opening
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

KEY = "talk-0123456789abcdef"
EVENING = 8 * 60


def begin(desk: Desk) -> object:
    found = actions.begin(desk.by("ward_a"), Opening("打印机不出纸？"), at=at(0), submission=KEY)
    desk.made["talk"] = found.talk.pk if found.talk else 0
    return found


def taken(desk: Desk) -> None:
    begin(desk)
    actions.take(desk.by("agent"), desk.made["talk"], at=at(1))


def say(desk: Desk) -> object:
    return actions.say(desk.by("agent"), desk.made["talk"], "请看缺纸灯。", at=at(2), submission=KEY)


def on(act: object, who: str, *more: object, minutes: float = 3, **facts: object) -> Step:
    return lambda desk: act(desk.by(who), desk.made["talk"], *more, at=at(minutes), **facts)  # type: ignore[operator]


def hand_over(desk: Desk) -> object:
    return actions.hand_over(desk.by("agent"), desk.made["talk"], desk.who("agent2"), at=at(3))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "conversations.begin": ((), begin),
    "conversations.take": ((begin,), on(actions.take, "agent")),
    "conversations.say": ((taken,), say),
    "conversations.hand_over": ((taken,), hand_over),
    "conversations.be_there": ((taken,), on(actions.be_there, "agent", typing=True)),
    "conversations.sit_down": ((), lambda desk: actions.sit_down(desk.by("agent"), there=True, at=at(0))),
    "conversations.end": ((taken,), on(actions.end, "ward_a")),
    "conversations.tell_late": ((begin,), lambda desk: actions.tell_late(desk.made["talk"], at=at(5))),
    "conversations.end_forgotten": ((begin,), lambda desk: actions.end_forgotten(desk.made["talk"], at=at(EVENING))),
}

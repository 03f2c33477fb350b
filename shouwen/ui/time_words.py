"""Durations, deadlines and instants in the reader's words. Instants are shown in the current zone (Asia/Shanghai)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from shouwen.ui.code_words import word

# One place for the patterns: the countdown in the browser uses the very same ones.
DURATION_PATTERNS = {
    "dh": pgettext_lazy("duration", "{d} d {h} h"),
    "d": pgettext_lazy("duration", "{d} d"),
    "hm": pgettext_lazy("duration", "{h} h {m} min"),
    "h": pgettext_lazy("duration", "{h} h"),
    "m": pgettext_lazy("duration", "{m} min"),
}
LEFT = gettext_lazy("{t} left")
OVER = gettext_lazy("{t} over")
LAST_MINUTE = gettext_lazy("under 1 min left")
NOW_LATE = gettext_lazy("just over")

DAY = 24 * 60
WARNING_SHARE = 0.8


def minutes_words(minutes: int) -> str:
    """Working or wall time up to any size, in hours and minutes: never in days, a working day is not 24 hours."""
    hours, rest = divmod(max(minutes, 0), 60)
    return _pattern("hm" if hours and rest else "h" if hours else "m", hours=hours, minutes=rest)


def hours_words(minutes: int) -> str:
    """Minutes of work as hours, to a hundredth: 1.5, 0.25."""
    hundredths = (minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def span_words(minutes: int) -> str:
    """Wall time: days, hours and minutes, the two largest that are not zero."""
    if minutes < DAY:
        return minutes_words(minutes)
    days, rest = divmod(minutes, DAY)
    return _pattern("dh" if rest >= 60 else "d", days=days, hours=rest // 60)


def _pattern(name: str, *, days: int = 0, hours: int = 0, minutes: int = 0) -> str:
    return str(DURATION_PATTERNS[name]).format(d=days, h=hours, m=minutes)


def clock_words(at: datetime) -> str:
    """The time of day alone."""
    return timezone.localtime(at).strftime("%H:%M")


def full_words(at: datetime) -> str:
    """To the second, for proofs and paper."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def stamp_words(at: datetime) -> str:
    """Year to minute, for paper and lists."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def local_date(at: datetime) -> date:
    """The calendar day on which an instant falls here."""
    return timezone.localtime(at).date()


def day_words(day: date, now: datetime | None = None) -> str:
    """Today, tomorrow, yesterday, or the date with its weekday."""
    today = timezone.localtime(now or timezone.now()).date()
    near = {0: pgettext("day", "today"), 1: pgettext("day", "tomorrow"), -1: pgettext("day", "yesterday")}
    distance = (day - today).days
    if distance in near:
        return near[distance]
    shown = day.strftime("%m-%d") if day.year == today.year else day.isoformat()
    return f"{shown} {weekday_words(day)}"


def weekday_words(day: date) -> str:
    return [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ][day.weekday()]


def when_words(at: datetime, now: datetime | None = None) -> str:
    """今天 16:15, 明天 09:00, 11-24 周二 09:00, 2025-12-31 周三 16:00."""
    return f"{day_words(local_date(at), now)} {clock_words(at)}"


def ago_words(at: datetime, now: datetime | None = None) -> str:
    """How long ago, wall time."""
    minutes = int(((now or timezone.now()) - at).total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    return gettext("{t} ago").format(t=span_words(minutes))


class Clock(Protocol):
    """What a due chip needs of a clock."""

    state: str  # running, paused, met, breached, void
    due_at: datetime
    warn_at: datetime | None
    stopped_at: datetime | None
    hold_reason: str


@dataclass(frozen=True)
class Due:
    """`state` is fine, soon, late, held, met, missed or void; `counts` when the words change by themselves."""

    state: str
    icon: str
    words: str
    counts: bool = False


ICONS = {
    "fine": "bi-clock",
    "soon": "bi-hourglass-split",
    "late": "bi-exclamation-triangle-fill",
    "held": "bi-pause-circle",
    "met": "bi-check-circle-fill",
    "missed": "bi-x-circle-fill",
}


def due(clock: Clock, now: datetime | None = None) -> Due:
    """How a clock stands, by wall time to its due instant. A breach outlives everything."""
    now = now or timezone.now()
    if clock.state == "void":
        return Due("void", "bi-dash-circle", word("void", "clock_state"))
    breached = clock.state == "breached" or (clock.state == "running" and now >= clock.due_at)
    if clock.stopped_at is not None:
        if not breached:
            return Due("met", ICONS["met"], pgettext("deadline", "Met"))
        over = _minutes(clock.due_at, clock.stopped_at)
        return Due("missed", ICONS["missed"], gettext("Missed by {t}").format(t=span_words(max(over, 1))))
    if breached:
        over = _minutes(clock.due_at, now)
        words = str(OVER).format(t=span_words(over)) if over >= 1 else str(NOW_LATE)
        return Due("late", ICONS["late"], words, counts=True)
    if clock.state == "paused":
        reason = word(clock.hold_reason, "hold_reason") if clock.hold_reason else ""
        words = gettext("Held: {reason}").format(reason=reason) if reason else word("held", "state")
        return Due("held", ICONS["held"], words)
    left = _minutes(now, clock.due_at)
    words = str(LEFT).format(t=span_words(left)) if left >= 1 else str(LAST_MINUTE)
    state = "soon" if clock.warn_at is not None and now >= clock.warn_at else "fine"
    return Due(state, ICONS[state], words, counts=True)


def _minutes(start: datetime, end: datetime) -> int:
    return (end - start) // timedelta(minutes=1)


def countdown_words() -> dict[str, str]:
    """The patterns for the browser, as data attributes of the page."""
    words = {f"words-{name}": str(pattern) for name, pattern in DURATION_PATTERNS.items()}
    words |= {"words-left": str(LEFT), "words-over": str(OVER)}
    return words | {"words-last-minute": str(LAST_MINUTE), "words-now-late": str(NOW_LATE)}

"""A notice as a page shows it, and how a person wants to be told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.notices.labels import KINDS
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.queries import Told, Wish


@dataclass(frozen=True)
class NoticeFace:
    kind: str
    words: str
    title: str
    hospital: str
    at: datetime
    unread: bool
    url: str
    read_url: str


@dataclass(frozen=True)
class PreferenceFace:
    kind: str
    words: str
    mailed: bool
    shown: bool
    fixed: bool
    texted: bool = False
    # Whether a short message can come: "", "may" or "always".
    text: str = ""


def notice_faces(
    told: Iterable[Told], address: Callable[[Notice], str], read_url: Callable[[int], str]
) -> list[NoticeFace]:
    """Notices with the addresses of their door."""
    return [
        NoticeFace(
            kind=each.notice.kind,
            words=each.words,
            title=each.notice.ticket.title if each.notice.ticket else "",
            hospital=hospital.short_name if (hospital := each.notice.subject_hospital) else "",
            at=each.notice.at,
            unread=each.notice.read_at is None,
            url=address(each.notice),
            read_url=read_url(each.notice.pk),
        )
        for each in told
    ]


def preference_faces(wishes: Iterable[Wish]) -> list[PreferenceFace]:
    return [
        PreferenceFace(
            wish.kind.value,
            str(KINDS[wish.kind]),
            wish.mailed,
            wish.shown or wish.fixed,
            wish.fixed,
            wish.texted or wish.text == "always",
            wish.text,
        )
        for wish in wishes
    ]

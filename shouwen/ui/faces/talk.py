"""A conversation as both sides' pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.conversations.models import Conversation, Line
from shouwen.apps.conversations.queries import Other, lines_of, other_side
from shouwen.policy.online import Because, Said, Stage
from shouwen.policy.roles import Actor
from shouwen.ui.faces.story import FileFace, FileUrls, OriginalUrl, file_faces, no_originals


@dataclass(frozen=True)
class LineFace:
    """`key`: the client's own id, on one's own lines, so that the page knows which of its unsent ones arrived."""

    sequence: int
    said: Said
    mine: bool
    from_customer: bool
    who: str
    to: str
    at: datetime
    text: str
    masked: int
    key: str
    files: Sequence[FileFace] = ()


@dataclass(frozen=True)
class TalkFace:
    pk: int
    stage: Stage
    late: bool
    due_at: datetime
    agent: str
    other: Other
    ended_because: Because | None
    ended_at: datetime | None
    last: int
    lines: Sequence[LineFace]


def talk_face(
    talk: Conversation,
    actor: Actor,
    now: datetime,
    after: int,
    file_urls: FileUrls,
    original_url: OriginalUrl = no_originals,
) -> TalkFace:
    """With the lines after a place. Four queries at most."""
    lines = [_line(line, actor, file_urls, original_url) for line in lines_of(talk, after)]
    return TalkFace(
        pk=talk.pk,
        stage=talk.stage,
        late=talk.is_late(now),
        due_at=talk.due_at,
        agent=talk.agent.name if talk.agent else "",
        other=other_side(talk, actor, now),
        ended_because=Because(talk.ended_because) if talk.ended_because else None,
        ended_at=talk.ended_at,
        last=lines[-1].sequence if lines else after,
        lines=lines,
    )


def _line(line: Line, actor: Actor, file_urls: FileUrls, original_url: OriginalUrl) -> LineFace:
    mine = line.by_id is not None and line.by_id == actor.id
    return LineFace(
        sequence=line.sequence,
        said=Said(line.said),
        mine=mine,
        from_customer=line.message.from_customer if line.message else False,
        who=line.by.name if line.by else "",
        to=line.to.name if line.to else "",
        at=line.at,
        text=line.message.body if line.message else "",
        masked=line.message.masked if line.message else 0,
        key=line.key if mine else "",
        files=file_faces(list(line.message.attachments.all()), file_urls, original_url) if line.message else (),
    )


def place_in(said: Mapping[str, str]) -> int:
    """The place after which lines are asked for; 0 for anything odd."""
    text = said.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

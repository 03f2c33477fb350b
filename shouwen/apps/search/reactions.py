"""Indexing: what an event brought is findable when its act is done."""

from collections.abc import Iterable, Iterator, Sequence

from shouwen.apps.ledger.models import Event
from shouwen.apps.prepared import Prepared
from shouwen.apps.search.engines import engine
from shouwen.apps.search.sheets import (
    Sheet,
    of_card,
    of_hospital,
    pieces,
    public_of_department,
    public_of_hospital,
    public_of_opener,
    sheet_ids,
)
from shouwen.apps.tickets.models import Message, Resolution, Ticket

HEAD = ("hospital", "campus", "department", "module")
_CARD = Prepared(lambda pk: Ticket.objects.select_related(*HEAD).filter(pk=pk))
_MESSAGE = Prepared(lambda pk: Message.objects.select_related("ticket").filter(pk=pk))


def index_opening(event: Event) -> None:
    """Number, title, place and module of a new card, and the words it came with."""
    [ticket] = _CARD.ask(pk=event.subject_id)
    _add(event, ticket, [*head_of(ticket), *_said(ticket.messages.all())], public=True)


def index_message(event: Event) -> None:
    """A reply, a note or an announcement, with the names of its files."""
    [message] = _MESSAGE.ask(pk=event.data["message"])
    texts = _said([message]) if event.data.get("files") else [message.body]
    _add(event, message.ticket, texts, public=message.audience == Message.Audience.PUBLIC)


def index_resolution(event: Event) -> None:
    resolution = Resolution.objects.select_related("ticket").get(pk=event.data["resolution"])
    texts = [resolution.finding, resolution.remedy, resolution.prevention]
    _add(event, resolution.ticket, texts, public=True)


def index_title(event: Event) -> None:
    """A title put better; the words of the one before still find the card."""
    ticket = Ticket.objects.get(pk=event.subject_id)
    _add(event, ticket, [ticket.title], public=True)


def index_identification(event: Event) -> None:
    """A card that came to its hospital: all that was said on it is found by that hospital's people from now on."""
    ticket = Ticket.objects.select_related("hospital", "campus", "department", "module").get(pk=event.subject_id)
    said = ticket.messages.filter(audience=Message.Audience.PUBLIC)
    done = [text for row in ticket.resolutions.all() for text in (row.finding, row.remedy, row.prevention)]
    noted = list(_said(ticket.messages.exclude(audience=Message.Audience.PUBLIC)))
    ids = sheet_ids(ticket.pk, event.seq)
    sheets = [
        Sheet(next(ids), piece, _marks(ticket, public=public))
        for public, texts in ((True, [*head_of(ticket), *_said(said), *done]), (False, noted))
        for piece in pieces(texts)
    ]
    engine().add(sheets)


def head_of(ticket: Ticket) -> Iterator[str]:
    """What a card is found by besides what is said on it; its hospital, place and module should have been fetched."""
    yield ticket.number
    yield ticket.title
    yield from (ticket.hospital.name, ticket.hospital.short_name)
    # From any letter on: people type the initials of the part that tells hospitals apart.
    for letters in ticket.hospital.initials.split():
        yield from (letters[at:] for at in range(len(letters) - 1))
    if ticket.campus:
        yield ticket.campus.name
    if ticket.department:
        yield ticket.department.name
    if ticket.module:
        yield from (ticket.module.name_zh, ticket.module.name_en)


def sheets_of(ticket: Ticket, seq: int, texts: Iterable[str], *, public: bool) -> list[Sheet]:
    """The sheets of one event of a card; `public`: its hospital finds them too."""
    marks = _marks(ticket, public=public)
    ids = sheet_ids(ticket.pk, seq)
    return [Sheet(next(ids), piece, marks) for piece in pieces(texts)]


def _said(messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        yield message.body
        for attachment in message.attachments.select_related("file"):
            yield attachment.file.label


def _add(event: Event, ticket: Ticket, texts: Iterable[str], *, public: bool) -> None:
    engine().add(sheets_of(ticket, event.seq, texts, public=public))


def _marks(ticket: Ticket, *, public: bool) -> Sequence[str]:
    marks = [of_card(ticket.pk), of_hospital(ticket.hospital_id)]
    if public:
        marks += [public_of_hospital(ticket.hospital_id), public_of_opener(ticket.opened_by_id)]
        if ticket.department_id:
            marks.append(public_of_department(ticket.department_id))
    return marks

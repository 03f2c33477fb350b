"""Authorisations and sessions as pages, spreadsheet and paper read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.policy.remote import Backup, State
from shouwen.ui.code_words import lazy_word, word
from shouwen.ui.faces.bill import Bill
from shouwen.ui.spreadsheet import Column
from shouwen.ui.time_words import full_words

BACKUPS = [(each.value, lazy_word(each.value, "remote_backup")) for each in Backup]


@dataclass(frozen=True)
class AuthorisationFace:
    """`state`: also `over`, when its window is; `may_start`: in force, and nobody is in a session on the card."""

    row: Authorisation
    state: str
    may_start: bool
    sessions: Sequence[RemoteSession]


def authorisation_faces(
    rows: Sequence[Authorisation], now: datetime, *, may_start: bool = False
) -> list[AuthorisationFace]:
    """Those of one card; `may_start`: this person on this card, as it stands."""
    busy = any(each.ended_at is None for row in rows for each in row.sessions.all())
    faces = []
    for row in rows:
        over = row.state in {State.GRANTED, State.ASKED} and row.ends_at <= now
        sessions = list(row.sessions.all())
        in_force = row.state == State.GRANTED and row.window.holds(now)
        faces.append(
            AuthorisationFace(row, "over" if over else row.state, may_start and in_force and not busy, sessions)
        )
    return faces


def scope_words(scope: Sequence[str]) -> str:
    return pgettext("between", ", ").join(word(each, "remote_scope") for each in scope)


def _worded_by(session: RemoteSession) -> str:
    return session.signed_name or (session.word_by.name if session.word_by else "")


def _solved(session: RemoteSession) -> str:
    if session.solved is None:
        return ""
    return _("Solved") if session.solved else _("Not solved")


COLUMNS: tuple[Column[RemoteSession], ...] = (
    Column(gettext_lazy("Number"), lambda row: row.number, 20),
    Column(gettext_lazy("Card"), lambda row: row.ticket.number, 20),
    Column(gettext_lazy("Hospital"), lambda row: row.ticket.hospital.name, 28),
    Column(gettext_lazy("State"), lambda row: word(row.stage, "remote_stage"), 20),
    Column(gettext_lazy("Authorisation"), lambda row: row.authorisation.number, 20),
    Column(gettext_lazy("Authorised by"), lambda row: row.authorisation.signed_name),
    Column(gettext_lazy("Backup"), lambda row: word(row.authorisation.backup, "remote_backup")),
    Column(pgettext_lazy("remote", "What was done"), lambda row: scope_words(row.scope), 28),
    Column(gettext_lazy("Tool"), lambda row: row.tool),
    Column(gettext_lazy("Session id"), lambda row: row.masked_id),
    Column(gettext_lazy("Operator"), lambda row: row.operator.name),
    Column(pgettext_lazy("remote", "Began"), lambda row: row.started_at, 18),
    Column(pgettext_lazy("remote", "Ended"), lambda row: row.ended_at, 18),
    Column(gettext_lazy("Ended because"), lambda row: word(row.ended_because, "remote_because"), 24),
    Column(gettext_lazy("Off hours because"), lambda row: row.off_hours, 24),
    Column(gettext_lazy("What was changed"), lambda row: row.changed, 44),
    Column(pgettext_lazy("remote", "Recording"), lambda row: row.recording, 28),
    Column(gettext_lazy("Solved?"), _solved),
    Column(gettext_lazy("The hospital's word by"), _worded_by),
    Column(gettext_lazy("Remark"), lambda row: row.remark, 28),
)


def record_bill(session: RemoteSession) -> Bill:
    """远程服务记录单: what was authorised, by whom, and what was done."""
    given = session.authorisation
    backup = word(given.backup, "remote_backup")
    authorised = f"{given.signed_name}  {full_words(given.answered_at) if given.answered_at else ''}"
    if given.by_phone and given.said_at:
        authorised = f"{given.signed_name}  {full_words(given.said_at)} ({word('by_phone', 'remote_way')})"
    ended = full_words(session.ended_at) if session.ended_at else "—"
    facts = [
        (_("Card"), f"{session.ticket.number} {session.ticket.title}"),
        (_("Authorisation"), given.number),
        (_("Authorised by"), authorised),
        (_("Window"), f"{full_words(given.starts_at)} — {full_words(given.ends_at)}"),
        (_("Systems"), given.systems),
        (_("Backup"), f"{backup} {given.backup_words}".strip()),
        (_("Tool"), f"{session.tool}  {session.masked_id}"),
        (_("Operator"), session.operator.name),
        (pgettext("remote", "Began"), full_words(session.started_at)),
        (pgettext("remote", "Ended"), " ".join([ended, word(session.ended_because, "remote_because")]).strip()),
        *([(_("Off hours because"), session.off_hours)] if session.off_hours else []),
        (pgettext("remote", "Recording"), session.recording or "—"),
        (_("Solved?"), _solved(session) or "—"),
        (_("State"), word(session.stage, "remote_stage")),
    ]
    signed = f"{_worded_by(session)}  {full_words(session.word_at)}" if session.word_at else ""
    return Bill(
        heading=_("Record of remote service"),
        number=session.number,
        hospital=session.ticket.hospital.name,
        facts=facts,
        passages=[
            (_("What for"), given.why),
            (_("What was authorised"), scope_words(given.scope)),
            (pgettext("remote", "What was done"), scope_words(session.scope)),
            (_("What was changed"), session.changed or "—"),
            *([(_("The hospital's remark"), session.remark)] if session.remark else []),
        ],
        signatures=[(_("Operator"), session.operator.name), (_("Confirmed for the hospital"), signed)],
        foot=_("Of the session's id only the end is kept; of a password nothing."),
    )

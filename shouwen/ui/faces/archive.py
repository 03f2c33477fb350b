"""An archived record on paper: every code in words, ready for a page or a PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shouwen.apps.tickets.models import Archive
from shouwen.ui.code_words import word
from shouwen.ui.time_words import full_words, minutes_words, stamp_words

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Paper:
    """What stands on the paper, top to bottom; every string is plain text."""

    heading: str
    number: str
    hospital: str
    qr: str
    facts: Rows
    clocks_heading: str
    clocks_head: tuple[str, ...]
    clocks: Rows
    result_heading: str
    result: Rows
    story_heading: str
    story: Rows
    revisions_heading: str
    revisions: Rows
    signatures: tuple[str, ...]
    foot: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def paper_of(row: Archive, address: str, *, inside: bool) -> Paper:
    """The record for a reader: `inside` shows internal notes."""
    document = row.document
    return Paper(
        heading=_("Archived service record"),
        number=row.number,
        hospital=document["hospital"],
        qr=address,
        facts=_facts(row),
        clocks_heading=_("Deadlines"),
        clocks_head=(_("Promise"), _("Target"), _("Due"), _("Done"), _("State")),
        clocks=[_clock(clock) for clock in document["clocks"]],
        result_heading=_("Result"),
        result=_result(document),
        story_heading=_("What happened"),
        story=[_told(item) for item in document["story"] if inside or item["kind"] == "message"],
        revisions_heading=_("Revisions"),
        revisions=[(_stamp(each["at"]), each["by"], each["words"]) for each in document["revisions"]],
        signatures=(_("First contact"), _("Handler"), _("Hospital (signature, date)")),
        foot=_("Revision %(revision)s · frozen %(when)s · SHA-256 %(hash)s")
        % {"revision": row.revision, "when": full_words(row.at), "hash": row.sha256},
    )


def _facts(row: Archive) -> Rows:
    document = row.document
    place = " › ".join(filter(None, [document["campus"], document["department"]]))
    module = document["module_zh" if (get_language() or "").startswith("zh") else "module_en"]
    scale = [word(document["grade"], "grade"), word(document["kind"], "kind")]
    if document["impact"]:
        scale += [word(document["impact"], "impact"), word(document["urgency"], "urgency")]
    pays = [word(document[name], name) for name in ("charge", "phase", "cover") if document[name]]
    return [
        (_("Request"), document["title"]),
        (_("Card"), document["number"]),
        (_("Place"), place),
        (_("Contact"), document["contact"] or document["caller_name"]),
        (_("Accepted"), f"{_stamp(document['accepted_at'])} · {word(document['channel'], 'channel')}"),
        (_("Grade"), " · ".join(scale)),
        (_("Module"), f"{module} {document['version']}".strip()),
        (_("Service"), word(document["service"], "service")),
        (_("First contact"), document["first_contact"]),
        (_("Handler"), document["handler"]),
        (_("Cause"), word(document["cause"], "cause")),
        (_("Who pays"), " · ".join(pays)),
        (_("Outcome"), word(document["outcome"], "outcome")),
        (_("Policy"), f"{document['policy_version']} · {document['calendar_version']}"),
    ]


def _clock(clock: dict[str, Any]) -> tuple[str, ...]:
    return (
        word(clock["kind"], "clock"),
        f"{minutes_words(clock['target_minutes'])} · {word(clock['calendar'], 'calendar')}",
        _stamp(clock["due_at"]),
        _stamp(clock["stopped_at"]) if clock["stopped_at"] else "—",
        f"{word(clock['state'], 'clock_state')} · {minutes_words(clock['elapsed_minutes'])}",
    )


def _result(document: dict[str, Any]) -> Rows:
    rows: list[tuple[str, ...]] = []
    found = document["resolution"]
    if found:
        rows += [(_("Finding"), found["finding"]), (_("Remedy"), found["remedy"])]
        if found["prevention"]:
            rows.append((_("Prevention and advice"), found["prevention"]))
    for each in document["follow_ups"]:
        said = " · ".join(filter(None, [each["by"], word(each["result"], "follow_up_result"), each["words"]]))
        rows.append((_("Follow-up"), f"{_stamp(each['at'])} · {said}"))
    confirmed = document.get("confirmed")
    if confirmed:
        rows.append((_("The hospital confirmed it"), f"{_stamp(confirmed['at'])} · {confirmed['by']}"))
    if document["rating"]:
        rating = document["rating"]
        rows.append((_("Satisfaction"), " · ".join(filter(None, [word(rating["score"], "score"), rating["words"]]))))
    return rows


def _told(item: dict[str, Any]) -> tuple[str, ...]:
    if item["kind"] == "event":
        return (_stamp(item["at"]), item["who"], word(item["code"], "event"))
    files = "".join(f"\n[{label}]" for label, _hash in item["files"])
    inner = f"{_('Internal note')}: " if item["kind"] == "note" else ""
    return (_stamp(item["at"]), item["who"], f"{inner}{item['text']}{files}")


def _stamp(text: str) -> str:
    instant = parse_datetime(text)
    return stamp_words(instant) if isinstance(instant, datetime) else text

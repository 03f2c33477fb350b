"""Every address × every role × whose object. The answers are a table; an address without a row fails.

After a change that is meant: SHOUWEN_WRITE_MATRIX=console:card,console:queue pytest tests/doors/test_matrix.py (or
=all), with one process; then read the diff of matrix.tsv.
"""

import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from shouwen.apps.agreements.models import Agreement, Document, Instalment, Line, PaidPeriod
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import DossierEntry, Hospital, Posting
from shouwen.apps.files.actions import store_all
from shouwen.apps.imports.models import Draft
from shouwen.apps.installations.models import Installation
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ticket
from tests.cast import STAFF, Cast, at
from tests.doors import aids_here, experts_here, remotes_here, rules_here
from tests.doors.aids_here import aids_of
from tests.doors.experts_here import experts_of
from tests.doors.money_here import money_of
from tests.doors.people_here import furnish
from tests.doors.remotes_here import remotes_of

TABLE = Path(__file__).parent / "matrix.tsv"
# So many tests share the table, to be spread over processes.
PARTS = 8
ROLES = ["nobody", "ward_a", "hospital_a", "hospital_b", *STAFF]
# What a person at the wrong door may never learn: a foreign card answers exactly as one that is not there.
WHOSE = ("own", "sister", "other", "absent")
ABSENT = "SW-20200101-9999"
RECORD = (
    "hospital", "campus", "department", "contact", "entry", "posting", "installation", "agreement", "line", "period",
    "instalment", "document",
)  # fmt: skip


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield space + (pattern.name or ""), pattern


def every_address() -> dict[str, list[str]]:
    """Each address by name, with the names of what it takes."""
    return {name: list(pattern.pattern.converters) for name, pattern in addresses(get_resolver().url_patterns)}


def targets(cast: Cast) -> dict[str, dict[str, str]]:
    """The objects: of the first hospital's ward, of another department there, of the second hospital, and none."""
    found = {}
    for whose, by in {"own": "ward_a", "sister": "hospital_a", "other": "hospital_b"}.items():
        ticket = cast.report(by=by, key=whose)
        upload = tiny_file()
        said = {"at": at(1), "submission": f"{whose}-file-0123456789", "uploads": [upload]}
        message = actions.reply(cast.actor(by), ticket.number, "附件", **said)
        file_id = str(message.attachments.get().file_id)
        notice = told(cast, by, ticket)
        found[whose] = {
            "number": ticket.number, "file_id": file_id, "kind": "response", "token": "x" * 43, "notice": notice
        } | record_of(cast.other_hospital if whose == "other" else cast.hospital)  # fmt: skip
    letter = Delivery.objects.create(
        key="dead", channel="email", payload={}, state="dead", made_at=at(1), not_before=at(1)
    )
    for whose in ("own", "sister", "other"):
        card = Ticket.objects.get(number=found[whose]["number"])
        problem = actions.open_problem(cast.actor("agent"), card.number, "原因", None, at=at(3))
        key = f"{whose}-original-0123456789"
        note = actions.note(cast.actor("agent"), card.number, "住院号：00123456", at=at(3), submission=key)
        found[whose] |= {"problem": problem.number, "delivery": str(letter.pk), "original_id": str(note.original_id)}
    found["absent"] = {
        "number": ABSENT,
        "file_id": str(uuid.UUID(int=1)),
        "original_id": str(uuid.UUID(int=1)),
        "kind": "response",
        "token": "y" * 43,
        "notice": "999999",
        "problem": "PB-20200101-99",
        "delivery": "999999",
    } | dict.fromkeys(RECORD, "999999") | {"section": "servers"}  # fmt: skip
    money = money_of(cast, {whose: found[whose]["number"] for whose in ("own", "sister", "other")})
    nothing = {"quote": "QT-200001-0001", "statement": "ST-200001-0001", "work": "999999", "figure": "gross"}
    furniture = furnish(cast)
    drafts = drafts_of(cast)
    knowing = experts_of(cast, {whose: found[whose]["number"] for whose in ("own", "sister", "other")})
    served = remotes_of(cast, {whose: found[whose]["number"] for whose in ("own", "sister", "other")})
    money["absent"] = nothing
    for whose in WHOSE:
        money[whose] |= knowing.get(whose, experts_here.ABSENT) | served.get(whose, remotes_here.ABSENT)
    aids = aids_of(cast)
    for whose in WHOSE:
        found[whose] |= aids_here.ABSENT if whose == "absent" else aids
    ruled = rules_here.rules_of(cast, {whose: found[whose]["number"] for whose in ("own", "sister", "other")})
    for whose in WHOSE:
        found[whose] |= ruled.get(whose, rules_here.ABSENT)
    # As the API calls them.
    for each in found.values():
        each |= {"file": each["file_id"], "card": each["number"], "other": each["number"]}
    return {whose: found[whose] | furniture[whose] | drafts[whose] | money[whose] for whose in WHOSE}


def drafts_of(cast: Cast) -> dict[str, dict[str, str]]:
    """A rehearsal of the administrator, of an account manager, and of the director."""
    found = {"absent": {"draft": str(uuid.UUID(int=1)), "what": "nothing"}}
    whats = {"own": ("admin", "people"), "sister": ("pm", "hospitals"), "other": ("manager", "contacts")}
    for whose, (who, what) in whats.items():
        owner, now = cast.users[who], timezone.now()
        draft = Draft.objects.create(kind=what, owner=owner, label="a.xlsx", rows=[], outcomes=[], made_at=now)
        found[whose] = {"draft": str(draft.pk), "what": what}
    return found


def record_of(hospital: Hospital) -> dict[str, str]:
    """What stands in the record of a hospital, one of each."""
    person, since = hospital.account_manager, date(2026, 1, 1)
    entry, _ = DossierEntry.objects.get_or_create(
        hospital=hospital,
        section="servers",
        defaults={"facts": {"name": "x"}, "changed_at": at(0), "changed_by": person},
    )
    posting, _ = Posting.objects.get_or_create(
        hospital=hospital, until=None, defaults={"engineer": person, "since": since}
    )
    agreement, _ = Agreement.objects.get_or_create(
        hospital=hospital, defaults={"number": f"HT-{hospital.pk}", "signed_on": since}
    )
    line, _ = Line.objects.get_or_create(agreement=agreement, defaults={"free_from": since, "free_until": since})
    period, _ = PaidPeriod.objects.get_or_create(line=line, defaults={"starts_on": since, "ends_on": since})
    part, _ = Instalment.objects.get_or_create(period=period, number=1, defaults={"due_on": since, "amount": 100})
    rows = {
        "period": period,
        "instalment": part,
        "document": paper_of(agreement, person),
        "hospital": hospital,
        "campus": hospital.campuses.get(),
        "department": hospital.departments.order_by("pk")[0],
        "contact": hospital.contacts.order_by("pk")[0],
        "entry": entry,
        "posting": posting,
        "installation": Installation.objects.get(campus__hospital=hospital),
        "agreement": agreement,
        "line": line,
    }
    return {name: str(row.pk) for name, row in rows.items()} | {"section": "servers"}


def paper_of(agreement: Agreement, person: User) -> Document:
    """The signed paper, with its bytes."""
    found = agreement.documents.first()
    if found is None:
        [file] = store_all(actor_of(person), [tiny_file()], at=at(0))
        found = Document.objects.create(agreement=agreement, file=file, title="合同正本", by=person, at=at(0))
    return found


def told(cast: Cast, by: str, ticket: Ticket) -> str:
    """A notice of the hospital's person: he was replied to."""
    actions.reply(cast.actor("agent"), ticket.number, "您好", at=at(2), submission=f"{by}-told-0123456789")
    return str(Notice.objects.get(person=cast.users[by], ticket=ticket).pk)


def tiny_file():

    return SimpleUploadedFile("log.txt", b"a line of a log")


def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Nothing is written on GET, sessions included; but when a session was last used."""
    seen = sql.startswith('UPDATE "django_session" SET "expire_date" = %s WHERE')
    assert seen or not sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")), sql
    return execute(sql, params, many, context)


def ask(client: Client, method: str, url: str) -> int:
    """The answer to one request, with all that it changed taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        if method == "GET":
            with connection.execute_wrapper(refuse_writes):
                answer = client.get(url)
        else:
            answer = client.post(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


def rows(cast: Cast, names: Sequence[str]) -> Iterator[str]:
    every = every_address()
    objects = targets(cast)
    clients = {name: Client() for name in ROLES}
    for name in ROLES[1:]:
        clients[name].force_login(cast.users[name])
    for name in names:
        takes = every[name]
        urls = [reverse(name, kwargs={key: objects[whose][key] for key in takes}) for whose in WHOSE]
        for method in ("GET", "POST"):
            for role in ROLES:
                answers = [str(ask(clients[role], method, url)) for url in (urls if takes else urls[:1])]
                yield "\t".join([name, method, role, *answers])


def table() -> dict[str, list[str]]:
    """The rows of each address."""
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text().splitlines():
        found.setdefault(line.split("\t", 1)[0], []).append(line)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_address_answers_each_role_as_the_table_says(cast: Cast, part: int) -> None:
    wanted, written = table(), os.environ.get("SHOUWEN_WRITE_MATRIX", "")
    names = sorted(every_address())[part::PARTS]
    if written not in {"", "all"}:
        names = [name for name in names if name in written.split(",")]
    found = list(rows(cast, names))
    if written:
        for name in names:
            wanted[name] = [line for line in found if line.startswith(f"{name}\t")]
        TABLE.write_text(
            "".join(f"{line}\n" for name in sorted(set(wanted) & set(every_address())) for line in wanted[name])
        )
    expected = [line for name in names for line in wanted.get(name, [])]
    unlike = sorted(set(found) ^ set(expected))
    assert (unlike, found) == ([], expected)


def test_the_table_holds_no_address_that_is_gone() -> None:
    assert sorted(table()) == sorted(every_address())


def test_nobody_learns_of_another_hospitals_card() -> None:
    """In the table itself: what is not yours is answered as what is not there."""
    for line in TABLE.read_text().splitlines():
        name, method, role, *answers = line.split("\t")
        if role == "hospital_a" and len(answers) == 4:
            assert answers[2] == answers[3], (name, method)
        if role == "ward_a" and len(answers) == 4:
            assert answers[1] == answers[2] == answers[3], (name, method)


def test_the_table_never_answers_500() -> None:
    assert [line for line in TABLE.read_text().splitlines() if "\t500" in line] == []

"""Requests that leave no trace: each is taken back, timed, and watched for what it wrote."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from shouwen.apps.people.models import TokenUse
from tests.cast import Cast
from tests.faults.world import picture

FORM = "application/x-www-form-urlencoded"
SLOWEST = 2.0
Files = Sequence[tuple[str, bytes, bytes]]


@dataclass
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]
    seconds: float
    wrote: bool
    broken: list[str] = field(default_factory=list)
    landed: int = 0


@dataclass
class Figures:
    """What was tried, told at the end of the run."""

    requests: int = 0
    slowest: float = 0.0
    slowest_of: str = ""
    statuses: dict[int, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, slowest {self.slowest:.2f} s ({self.slowest_of}),"
            f" answers {dict(sorted(self.statuses.items()))}"
        )

    def note(self, what: str, answer: Answer) -> None:
        self.requests += 1
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.seconds > self.slowest:
            self.slowest, self.slowest_of = answer.seconds, what


class Desk:
    """A browser for each of the cast; the database is afterwards as before."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.figures = cast, Figures()
        self.clients: dict[str, Client] = {"nobody": Client(raise_request_exception=False)}
        self.ours = sorted(m._meta.db_table for m in apps.get_models() if m.__module__.startswith("shouwen"))
        for name, person in cast.users.items():
            self.clients[name] = Client(raise_request_exception=False)
            self.clients[name].force_login(person)
            _just_now(self.clients[name], person.username)
        self.before = _pictured()

    def begin(self) -> Figures:
        """Count anew."""
        self.figures = Figures()
        return self.figures

    def ask(self, who: str, method: str, url: str, body: bytes = b"", kind: str = FORM, **headers: str) -> Answer:
        """The answer, the slower of two ways to be sure: what takes long is asked once more."""
        answer = self._once(who, method, url, body, kind, headers)
        if answer.seconds > SLOWEST:
            again = self._once(who, method, url, body, kind, headers)
            answer.seconds = min(answer.seconds, again.seconds)
        self.figures.note(f"{method} {url[:80]}", answer)
        return answer

    def _once(self, who: str, method: str, url: str, body: bytes, kind: str, headers: Mapping[str, str]) -> Answer:
        client = self.clients[who]
        cookies = client.cookies.copy()
        files = None if kind == FORM else _kept_files()
        with transaction.atomic():
            with self._watched() as seen:
                begun = time.perf_counter()
                said = client.generic(method, url, body, content_type=kind, HTTP_ORIGIN="http://testserver", **headers)
                seconds = time.perf_counter() - begun
            text = _text(said)
            answer = Answer(said.status_code, text, said.headers, seconds, False, seen["broken"])
            refused = 400 <= answer.status < 500
            if refused and seen["writes"]:
                answer.wrote = _pictured() != self.before
            if refused and files is not None and files != _kept_files():
                answer.wrote = True
            if method == "POST" and answer.status in {301, 302, 303}:
                answer.landed = client.get(said["Location"], follow=True).status_code
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer

    @contextmanager
    def _watched(self) -> Iterator[dict[str, Any]]:
        seen: dict[str, Any] = {"writes": 0, "broken": []}

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"} and any(f'"{t}"' in sql for t in self.ours):
                seen["writes"] += 1
                texts = [each for each in params or () if isinstance(each, str)]
                seen["broken"] += [each[:60] for each in texts if _unfit(each)]
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            yield seen


def _just_now(client: Client, name: str) -> None:
    """Signed in with a password at this very instant, so that the second factor's pages open."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "username": name}]
    session.save()


def _pictured() -> dict[str, Any]:
    """A token's use is counted whatever comes of it."""
    return {table: rows for table, rows in picture().items() if table != TokenUse._meta.db_table}


def _unfit(text: str) -> bool:
    """What no column of ours should hold."""
    return "\\u0000" in text or any(
        (ord(c) < 32 and c not in "\n\t\r") or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in text
    )


def _kept_files() -> set[str]:
    return {path.name for path in settings.FILES_ROOT.glob("*/*")}


def _text(said: Any) -> str:
    content = b"".join(said.streaming_content) if said.streaming else said.content
    return content.decode("utf-8", "replace")


def encoded(said: Mapping[str, Sequence[str]]) -> bytes:
    """As a browser writes a form, but for half characters, which a browser does not have."""
    pairs = [(name, value) for name, values in said.items() for value in values]
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def multipart(said: Mapping[str, Sequence[str]], files: Files) -> tuple[bytes, str]:
    """A body with files; each is the field, the raw name as it stands in the header, and the bytes."""
    mark = b"--" + BOUNDARY.encode()
    parts = [
        b'Content-Disposition: form-data; name="'
        + name.encode()
        + b'"\r\n\r\n'
        + value.encode("utf-8", "surrogatepass")
        for name, values in said.items()
        for value in values
    ]
    for name, label, content in files:
        head = b'Content-Disposition: form-data; name="' + name.encode() + b'"; filename="' + label + b'"\r\n'
        parts.append(head + b"Content-Type: application/octet-stream\r\n\r\n" + content)
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n", MULTIPART_CONTENT

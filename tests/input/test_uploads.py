"""Every file field of every form and operation against names and contents that nobody means well with."""

import json
from collections.abc import Iterator
from itertools import count

import pytest

from tests.input.attack import LANGUAGES, TINY, Target, tried
from tests.input.desk import Desk, Files, multipart
from tests.input.judging import faults
from tests.input.uploads import NAMES, contents

pytestmark = pytest.mark.django_db


def files_of(field: str) -> Iterator[tuple[str, Files]]:
    for what, label in NAMES.items():
        yield f"{field} called {what}", [(field, label, TINY)]
    for what, content in contents().items():
        yield f"{field} holds {what}", [(field, b"a.xlsx", content)]
        yield f"{field} holds {what}, called a text", [(field, b"a.txt", content)]


def attempt(desk: Desk, target: Target, step: int, turn: Iterator[int]) -> Iterator[str]:
    for field in target.files:
        for what, files in list(files_of(field))[next(turn) % step :: step]:
            yield from tried(desk, target, target.ground, what, LANGUAGES[next(turn) % 2], files)


def test_each_file_field_with_some(desk: Desk, targets: list[Target]) -> None:
    turn = count()
    found = [line for target in targets for line in attempt(desk, target, 6, turn)]
    assert not found, "\n".join(found)
    assert {each.address for each in targets if each.files} >= {"portal:report", "console:import_upload"}


@pytest.mark.slow
def test_each_file_field_with_all(desk: Desk, targets: list[Target]) -> None:
    turn = count()
    found = [line for target in targets for line in attempt(desk, target, 1, turn)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("parts", [250, 1_000])
def test_too_many_parts_are_refused(desk: Desk, parts: int) -> None:
    """Fields, files, and both, at a form; a sentence, and nothing read further."""
    many = {f"f{number}": ["x"] for number in range(parts)}
    files = [("uploads", b"a.txt", TINY)] * parts
    for said, sent in ((many, []), ({}, files), (many, files)):
        body, kind = multipart(said, sent)
        answer = desk.ask("ward_a", "POST", "/portal/report/", body, kind)
        assert (answer.status, list(faults("ward_a", answer))) == (400, [])


def test_a_body_of_parts_that_is_none(desk: Desk) -> None:
    kinds = ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300,
             "multipart/form-data; boundary=\x00", 'multipart/form-data; boundary="a"; charset=utf-16')  # fmt: skip
    bodies = (b"", b"--a\r\n", b"--a\r\nContent-Disposition: form-data\r\n\r\n", b"--a--", b"\x00" * 1_000,
              b'--a\r\nContent-Disposition: form-data; name="text"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
              + b" " * 100_000 + b"x\r\n--a--\r\n")  # fmt: skip
    found = []
    for kind in kinds:
        for body in bodies:
            answer = desk.ask("ward_a", "POST", "/portal/report/", body, kind)
            found += [f"{kind[:40]!r} {body[:20]!r}: {each}" for each in faults("ward_a", answer)]
    assert not found, json.dumps(found)

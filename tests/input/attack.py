"""Forms with something wrong in them, sent by somebody who may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.input.desk import FORM, Answer, Desk, Files, encoded, multipart
from tests.input.filling import Filled, filled
from tests.input.forms_of import Form
from tests.input.judging import faults, faults_of_page
from tests.input.walk import Found

LANGUAGES = ("zh", "en")
TINY = b"a line of a log"


@dataclass
class Target:
    """A form with its ground: who sends it, what it holds when it is fine, and whether it is taken then."""

    address: str
    form: Form
    who: str
    ground: Filled
    passes: bool

    @property
    def files(self) -> list[str]:
        return [each.name for each in self.form.fields.values() if each.kind == "file"]


def send(desk: Desk, who: str, form: Form, said: Mapping[str, Sequence[str]], files: Files, language: str) -> Answer:
    uploads = any(each.kind == "file" for each in form.fields.values())
    body, kind = multipart(said, files) if uploads else (encoded(said), FORM)
    return desk.ask(who, "POST", form.action, body, kind, HTTP_ACCEPT_LANGUAGE={"zh": "zh-CN"}.get(language, language))


def aimed(desk: Desk, found: Found, most: int = 6) -> Target:
    """The first of its pages on which the form is taken as it is filled in; else the first of all."""
    tried = []
    for who, _url, form in found.at[:most]:
        ground = filled(form, found.address)
        files = [(each.name, b"log.txt", TINY) for each in form.fields.values() if each.kind == "file"]
        answer = send(desk, who, form, ground, files, "en")
        target = Target(found.address, form, who, ground, answer.status < 400)
        if target.passes:
            return target
        tried.append(target)
    return tried[0]


def tried(desk: Desk, target: Target, said: Filled, what: str, language: str, files: Files = ()) -> Iterator[str]:
    """The faults of one request, a line each."""
    answer = send(desk, target.who, target.form, said, files, language)
    found = [*faults(target.who, answer), *faults_of_page(answer, target.form, said, language)]
    yield from (f"{target.address} ({target.who}) {what}: {fault}" for fault in found)


def one_wrong(target: Target, field: str, value: str) -> Filled:
    return target.ground | {field: [value]}


def all_wrong(target: Target, value: str) -> Filled:
    return target.ground | {
        name: [value] for name, each in target.form.fields.items() if each.kind != "file" and name != "language"
    }

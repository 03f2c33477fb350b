"""What an answer to bad input has to be, whoever sent it to whichever form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from tests.input.corpus import on_arrival
from tests.input.desk import SLOWEST, Answer
from tests.input.forms_of import TYPED, Form, Page, page_of
from tests.input.walk import name_of
from tests.input.world import CANARY

HAN = re.compile("[\u4e00-\u9fff]")
# Who never hears of the second hospital.
OF_THE_FIRST = frozenset({"hospital_a", "ward_a", "nobody"})
SHOWN_AGAIN = frozenset({409, 422})


def faults(who: str, answer: Answer) -> Iterator[str]:
    """What no answer may be."""
    if answer.status >= 500 or answer.landed >= 500:
        yield f"answered {answer.status}, then {answer.landed}"
    if answer.seconds > SLOWEST:
        yield f"took {answer.seconds:.1f} s"
    if answer.wrote:
        yield f"refused with {answer.status}, but something was written"
    if answer.broken and answer.status < 400:
        yield f"stored what is no text: {answer.broken[:2]!r}"
    if who in OF_THE_FIRST and CANARY in answer.text:
        yield "tells of another hospital"


def faults_of_page(answer: Answer, form: Form, said: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """A refusal is a page with a sentence in the reader's language, and the form as it was typed."""
    if not 400 <= answer.status < 500 or "html" not in answer.headers.get("Content-Type", ""):
        return
    page = page_of(answer.text)
    # What is quoted is the sender's own.
    sentences = [re.sub("“[^”]*”|「[^」]*」", "", each) for each in page.alerts or [page.heading]]
    if not page.language.startswith(language) and "<html" in answer.text:
        yield f"{answer.status} speaks {page.language!r} instead of {language!r}"
    if not any(bool(HAN.search(each)) == (language == "zh") and len(each) > 3 for each in sentences):
        yield f"{answer.status} has no sentence in {language!r}: {sentences[:2]}"
    if answer.status in SHOWN_AGAIN:
        yield from _lost(page, form, said)


def _lost(page: Page, form: Form, said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    here = name_of(urlsplit(form.action).path)
    kept: dict[str, set[str]] = {}
    everywhere = {plain(text) for text in page.kept}
    for each in page.forms:
        for field in each.fields.values():
            texts = {plain(value) for value in field.values}
            everywhere |= texts
            if field.kind in TYPED and (not each.action or name_of(urlsplit(each.action).path) == here):
                kept.setdefault(field.name, set()).update(texts)
    for field in form.typed():
        for value in said.get(field.name, ()):
            wanted = plain(on_arrival(value))
            if wanted and wanted not in kept.get(field.name, set()) and wanted not in everywhere:
                yield f"loses what was typed in {field.name}"


def plain(text: str) -> str:
    """What a browser makes of it, without the one character that no page can hold."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()

"""Reading a request strictly: what a lenient reader would quietly accept is refused by its field."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic import ValidationError as ModelError

from shouwen.api.frame.shape import Wrong, unreadable
from shouwen.policy.refusal import Refused
from shouwen.policy.wire.fields import Fields
from shouwen.policy.wire.strict import Unreadable, read_json

DEPTH = 8
FAULTS = {"missing": "field_missing", "extra_forbidden": "field_unknown"}


class Body(BaseModel):
    """What a program sends: nothing is converted, nothing is left over."""

    model_config = ConfigDict(strict=True, extra="forbid")


def example(body: dict[str, Any]) -> ConfigDict:
    """Shown in the description; a test sends it as it stands."""
    return ConfigDict(json_schema_extra={"example": body})


def _instant(value: object) -> datetime:
    try:
        return Fields({"at": value}, "").instant("at")
    except Refused:
        raise ValueError("a time with offset") from None


Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-02-14T16:00:00+08:00"]}),
]
# Ids fit the database's own.
Id = Annotated[int, Field(ge=1, le=2**53)]


def one_of(words: Iterable[str], default: Any = ...) -> Any:
    """A word of a list; the act itself refuses another, as at every door."""
    return Field(default, json_schema_extra={"enum": [str(word) for word in words]}, max_length=64)


class StrictParser(Parser):
    """JSON as `policy.wire` reads it, of the right media type, an object, and not too deep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if request.content_type != "application/json" or charset not in {"utf-8", "utf8"}:
            raise Wrong(415, "not_json")
        return document_of(request.body)


def document_of(body: bytes) -> dict[str, Any]:
    """A JSON object, read strictly."""
    try:
        document = read_json(body)
    except Refused as refused:
        unreadable(str(refused.facts["problem"]))
    for path, problem in _unfit(document, "", 0):
        unreadable(problem, path or None)
    if not isinstance(document, dict):
        unreadable("expected an object")
    return document


def _unfit(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Every value that must not be taken, with its path."""
    if isinstance(value, Unreadable):
        yield path, value.problem
    elif depth > DEPTH:
        yield path, "nested too deeply"
    elif isinstance(value, str):
        yield from _unfit_text(value, path)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _unfit_text(name, path)
            yield from _unfit(each, f"{path}.{name}" if path else name, depth + 1)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _unfit(each, f"{path}[{index}]", depth + 1)


def _unfit_text(text: str, path: str) -> Iterator[tuple[str, str]]:
    if "\x00" in text:
        yield path, "a text with NUL"
    if any("\ud800" <= character <= "\udfff" for character in text):
        yield path, "a text with half a character"


def nothing_said(request: HttpRequest) -> None:
    """Of an act that needs no words: an empty body, or {}."""
    if request.body.strip():
        for name in StrictParser().parse_body(request):
            raise Wrong(422, "field_unknown", _plain(name))


def only(request: HttpRequest, *names: str) -> None:
    """These and no other parameters, each once."""
    for name, values in request.GET.lists():
        if name not in names:
            raise Wrong(422, "field_unknown", _plain(name))
        if len(values) > 1 or "\x00" in values[0]:
            raise Wrong(422, "field_wrong", name)


def of_http_error(error: HttpError) -> Wrong:
    """The parser's own word, which ninja wraps."""
    cause = error.__cause__
    return cause if isinstance(cause, Wrong) else Wrong(error.status_code, "bad_request")


def of_validation(error: ValidationError | ModelError) -> Wrong:
    """The first field at fault."""
    first: Any = error.errors[0] if isinstance(error, ValidationError) else error.errors(include_url=False)[0]
    steps = [step for step in first["loc"] if step not in {"body", "query", "path", "header", "said"}]
    field = ".".join(str(step) for step in steps)
    return Wrong(422, FAULTS.get(first["type"], "field_wrong"), _plain(field) or None)


def _plain(name: str) -> str:
    """A name from outside, safe to say back."""
    return "".join(character if character.isprintable() else "?" for character in name)[:80]

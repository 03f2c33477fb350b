"""A body with files: multipart/form-data of `body`, the JSON, and any number of `files`; or the JSON alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.shape import Wrong, unreadable
from shouwen.api.frame.wire import StrictParser, document_of
from shouwen.apps.files.actions import Upload
from shouwen.ui.whole_body import MULTIPART, is_cut_off


@dataclass(frozen=True)
class Parcel:
    """`stamp`: the same for the same words with the same files, whatever the boundary between them."""

    document: dict[str, Any]
    files: Sequence[Upload]
    stamp: bytes


def parcel_of(call: Call) -> Parcel:
    """What was sent: 400 when it is cut off or cannot be read, 415 when it is of another kind, 422 by its field."""
    if call.content_type != MULTIPART:
        if not call.body:
            raise Wrong(422, "field_missing")
        return Parcel(StrictParser().parse_body(call), (), call.body)
    words, files = _parts(call)
    for name in words:
        if name != "body":
            raise Wrong(422, "field_unknown", "body")
    for name in files:
        if name != "files":
            raise Wrong(422, "field_unknown", "files")
    said = words.getlist("body")
    if len(said) != 1:
        raise Wrong(422, "field_wrong" if said else "field_missing", "body")
    # Django puts this character where it could not read a byte.
    if "\ufffd" in said[0]:
        unreadable("not UTF-8")
    body = str(said[0]).encode("utf-8", "surrogatepass")
    kept = files.getlist("files")
    told = [body, *(f"{each.name}:{_sum(each)}".encode("utf-8", "replace") for each in kept)]
    return Parcel(document_of(body), kept, b"\n".join(told))


def _parts(call: Call) -> tuple[MultiValueDict[str, Any], MultiValueDict[str, Any]]:
    try:
        words, files = call.POST, call.FILES
    except (MultiPartParserError, SuspiciousOperation, RequestDataTooBig, UnreadablePostError):
        unreadable("not a multipart body")
    if is_cut_off(call):
        unreadable("the body is cut off")
    return words, files


def _sum(file: Upload) -> str:
    summed = sha256()
    for piece in file.chunks():
        summed.update(piece)
    file.seek(0)
    return summed.hexdigest()

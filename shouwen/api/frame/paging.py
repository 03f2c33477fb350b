"""Cursors: opaque to the reader, good only for the list that gave them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from shouwen.api.frame.shape import Wrong


def cursor_of(listing: str, after: str) -> str | None:
    """The cursor of the next page, None when this is the last."""
    return urlsafe_b64encode(f"{listing}:{after}".encode()).decode().rstrip("=") if after else None


def after_of(listing: str, cursor: str | None) -> str:
    """Where a cursor points to in this list; 422 for any other text."""
    if cursor is None:
        return ""
    try:
        told = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
    except (Error, ValueError):
        raise Wrong(422, "field_wrong", "cursor") from None
    name, _, after = told.partition(":")
    if name != listing or not after.isdigit() or len(after) > 18 or cursor_of(listing, after) != cursor:
        raise Wrong(422, "field_wrong", "cursor")
    return after

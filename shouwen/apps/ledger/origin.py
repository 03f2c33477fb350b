"""What caused the events that are appended now: an act that another act set off says so on record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_CAUSE: ContextVar[Mapping[str, object] | None] = ContextVar("ledger_origin", default=None)


@contextmanager
def caused_by(**cause: object) -> Iterator[None]:
    """Whatever is appended in here carries this, as `origin`."""
    token = _CAUSE.set(cause)
    try:
        yield
    finally:
        _CAUSE.reset(token)


def origin() -> Mapping[str, object] | None:
    return _CAUSE.get()

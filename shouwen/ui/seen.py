"""What stood in a form when it was opened: whoever saves it must not undo what another has saved meanwhile."""

from collections.abc import Mapping
from hashlib import sha256


def seen_of(values: Mapping[str, object]) -> str:
    """A mark for each field, to travel with the form."""
    return " ".join(f"{name}:{_mark(value)}" for name, value in sorted(values.items()))


def changed_since(seen: str, values: Mapping[str, object]) -> list[str]:
    """The fields that hold something else than when the form was opened; none for a form that says nothing of it."""
    marks = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    return sorted(name for name, value in values.items() if name in marks and marks[name] != _mark(value))


def _mark(value: object) -> str:
    told = ",".join(sorted(map(str, value))) if isinstance(value, list | tuple | set) else str(value or "")
    return sha256(told.encode()).hexdigest()[:12]

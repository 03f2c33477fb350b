"""One form, one effect: each rendered form carries a key of its own."""

import re
import secrets
from collections.abc import Mapping

_KEY = re.compile(r"[A-Za-z0-9_-]{16,48}")


def new_submission() -> str:
    return secrets.token_urlsafe(18)


def submission_of(form: Mapping[str, str]) -> str:
    """The key that came with a form; a new one when it is missing or odd."""
    given = form.get("submission", "")
    return given if _KEY.fullmatch(given) else new_submission()

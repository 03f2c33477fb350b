"""Words in Django's own templates (the sign-in pages), for Babel, which itself only reads Jinja2."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Django blanks out a template until only its words are left, as calls; Babel's Python reader finds those."""
    calls = templatize(fileobj.read().decode())
    level = "\n".join(line.strip() for line in calls.splitlines())
    yield from extract_python(BytesIO(level.encode()), keywords, comment_tags, options)

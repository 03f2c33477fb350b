"""The words of the UI: found in Python and templates, kept in one catalogue per language, compiled by bin/setup.

English is written in the source; `en` repeats it, so that a plural or a better wording has a place, and `zh_Hans`
holds the Chinese. There is no fuzzy guessing and there are no locations, so that two branches seldom meet in one line.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LOCALE = CHECKOUT / "shouwen" / "ui" / "locale"
LANGUAGES = ("zh_Hans", "en")

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def in_source() -> Catalog:
    """Every word that the source asks for now."""
    with (CHECKOUT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    catalog = Catalog(charset="utf-8", domain="django")
    found = extract_from_dir(
        CHECKOUT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def kept(language: str) -> Catalog:
    """The catalogue in the tree."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update() -> bool:
    """Bring both catalogues up to the source. Prints what is not translated; True when nothing is."""
    wanted = in_source()
    complete = True
    for language in LANGUAGES:
        catalog = kept(language) if path_of(language).exists() else Catalog(locale=language, domain="django")
        catalog.update(wanted, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == "en":
            for message in catalog:
                if message.id and not _translated(message):
                    message.string = message.id
        _write(language, catalog)
        for message in catalog:
            if message.id and not _translated(message):
                complete = False
                print(f"{language}: not translated: {message.id!r}")  # noqa: T201
    return complete


def compile_all() -> None:
    for language in LANGUAGES:
        with path_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, kept(language))


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _write(language: str, catalog: Catalog) -> None:
    """Without dates and names: a header that never changes cannot conflict."""
    catalog.fuzzy = False
    out = BytesIO()
    write_po(out, catalog, no_location=True, sort_output=True, omit_header=True, width=110)
    plural = "nplurals=1; plural=0;" if language == "zh_Hans" else "nplurals=2; plural=(n != 1);"
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    )
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header.encode() + out.getvalue())


if __name__ == "__main__":
    complete = sys.argv[1:] == ["compile"] or update()
    compile_all()
    sys.exit(0 if complete else 1)

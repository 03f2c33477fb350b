"""The Jinja2 environment of the three doors."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, pass_context

from shouwen.policy.money import rmb, yuan
from shouwen.ui import code_words, refusal_words, time_words
from shouwen.ui.faces.agreement import line_words


@lru_cache(maxsize=2048)
def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


# Where a file is served does not change while the process lives.
static_once = lru_cache(maxsize=512)(static)


def _gettext(message: str) -> str:
    return _translated("", message, translation.get_language() or "")


def _pgettext(context: str, message: str) -> str:
    return _translated(context, message, translation.get_language() or "")


# Templates name their words literally, which is what the extractor reads; here they are passed on.
_PLAIN, _IN_CONTEXT = translation.gettext, translation.pgettext


@lru_cache(maxsize=8192)
def _translated(context: str, message: str, _language: str) -> str:
    """In the language in force: a page says the same few hundred words again and again."""
    return _IN_CONTEXT(context, message) if context else _PLAIN(message)


@pass_context
def _word(_context: object, code: object, vocabulary: str) -> str:
    """As it is asked for at each rendering: without a context, a code that stands in a template itself would be
    answered once for all, in the language of whoever opened the page first."""
    return code_words.word(code, vocabulary)


def languages() -> list[tuple[str, str]]:
    """Each language under its own name: whoever looks for it can read it."""
    return [(code, translation.get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


def environment(**options: Any) -> Environment:
    """Autoescaping (Django's default for .html), strict about missing names, with words from gettext."""
    options["undefined"] = StrictUndefined
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=_gettext,
        ngettext=translation.ngettext,
        pgettext=_pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(
        static=static_once,
        url=url,
        languages=languages,
        get_language=translation.get_language,
        now=timezone.now,
        countdown_words=time_words.countdown_words,
    )
    env.filters.update(
        word=_word,
        refusal=refusal_words.refusal_words,
        due=time_words.due,
        minutes=time_words.minutes_words,
        span=time_words.span_words,
        when=time_words.when_words,
        day=time_words.day_words,
        local_date=time_words.local_date,
        hour=time_words.clock_words,
        stamp=time_words.stamp_words,
        instant=time_words.full_words,
        ago=time_words.ago_words,
        yuan=yuan,
        rmb=rmb,
        line_words=line_words,
        hours=time_words.hours_words,
    )
    return env

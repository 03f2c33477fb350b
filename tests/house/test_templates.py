"""What a template in this house does not do."""

import re

import pytest

from tests.house import tree

FORBIDDEN = {
    "script without src": r"<script(?![^>]*\bsrc=)",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline handler": r"<[^>{]*\son[a-z]+\s*=",
    "handler run by htmx": r"\bhx-on\b|hx-(vals|headers)=[\"']js:",
    "unescaped": r"\|\s*safe\b|autoescape\s+(false|off)|\{%\s*autoescape",
    "address outside": r"(src|href|action)=[\"'](https?:)?//",
    "javascript address": r"javascript:",
    "letter-spacing or query in a template": r"\.objects\b|\.filter\(",
}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_not_in_a_template(fault: str) -> None:
    found = {
        (file, text[: match.start()].count("\n") + 1)
        for file, text in tree.templates()
        for match in re.finditer(FORBIDDEN[fault], text)
    }
    assert found == set()


def test_forms_that_do_something_carry_the_token() -> None:
    """csrfmiddlewaretoken in the form itself, or a macro whose name says so."""
    faults = {
        (file, text[: match.start()].count("\n") + 1)
        for file, text in tree.templates()
        for match in re.finditer(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.DOTALL | re.IGNORECASE)
        if "csrf" not in match.group()
    }
    assert faults == set()

"""Every word is there in both languages, and says the same."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from shouwen.config import words
from tests.house import tree

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Words that are the same in Chinese.
SAME_IN_CHINESE = {"Shouwen", "English", "ID", "IP", "API", "HIS", "PDF", "OK"}
# Text of a template that needs no translation.
NOT_WORDS = re.compile(r"Language / 语言|Shouwen|首问|简体中文|中文|English|\b[KM]B\b")


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return words.in_source()


def texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_words_are_found_in_python_and_in_templates(wanted: Catalog) -> None:
    assert wanted.get("Chinese") is not None
    assert wanted.get("First account") is not None


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language: str, wanted: Catalog) -> None:
    """Run bin/words, then translate what it names."""
    have = {(m.context, m.id) for m in messages(words.kept(language))}
    assert have == {(m.context, m.id) for m in messages(wanted)}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_everything_is_translated_and_sure(language: str) -> None:
    faults = {m.id for m in messages(words.kept(language)) if m.fuzzy or not all(texts(m.string))}
    assert faults == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    faults = set()
    for message in messages(words.kept(language)):
        given = placeholders("".join(texts(message.id)))
        for text in filter(None, texts(message.string)):
            # A singular may do without the number.
            if placeholders(text) != given and not (message.pluralizable and placeholders(text) < given):
                faults.add(text)
    assert faults == set()


def test_chinese_is_chinese() -> None:
    faults = set()
    for message in messages(words.kept("zh_Hans")):
        for text in texts(message.string):
            letters = PLACEHOLDER.sub("", text)
            bare = not CHINESE.search(letters) and re.search(r"[A-Za-z]", letters)
            if (bare and letters.strip() not in SAME_IN_CHINESE) or ENGLISH_SENTENCE.search(letters):
                faults.add(text)
    assert faults == set()


def test_english_is_english() -> None:
    faults = {
        text
        for message in messages(words.kept("en"))
        for text in texts(message.string)
        if CHINESE.search(NOT_WORDS.sub("", text))
    }
    assert faults == set()


def test_chinese_punctuation_is_full_width() -> None:
    """After a Chinese character stands ， 。 ： ； ？ ！, not their ASCII cousins."""
    half = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\d)|[\u4e00-\u9fff]\.(?![\w])")
    faults = {
        t for m in messages(words.kept("zh_Hans")) for t in texts(m.string) if half.search(PLACEHOLDER.sub("", t))
    }
    assert faults == set()


def without_markup(source: str) -> str:
    """A template without comments, names of styles, translated blocks, statements and expressions."""
    comments = r"\{#.*?#\}|<!--.*?-->"
    translated = r"\{%-?\s*(trans|blocktrans|blocktranslate)\b.*?%\}.*?\{%-?\s*end\1\s*-?%\}"
    comments += r"|\{%\s*comment\b.*?endcomment\s*%\}"
    names = r"\{%\s*block \w*class\w*\s*%\}.*?\{%\s*endblock\b.*?%\}"
    for pattern in (comments, names, translated, r"\{%.*?%\}|\{\{.*?\}\}"):
        source = re.sub(pattern, "", source, flags=re.DOTALL)
    return source


def test_templates_have_no_words_of_their_own() -> None:
    """What a reader sees goes through a translation: text between tags, and the attributes that are read aloud."""
    faults = set()
    for file, source in tree.templates():
        text = without_markup(source)
        read_aloud = re.findall(r"\b(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"", text)
        seen = re.sub(r"<[^>]*>|&\w+;", " ", text)
        for piece in [seen, *read_aloud]:
            for word in re.findall(r"[A-Za-z]{2,}[A-Za-z ]*|[\u4e00-\u9fff]+", NOT_WORDS.sub(" ", piece)):
                faults.add((file, word.strip()))
    assert faults == set()

"""What is found of each kind, and what is covered though it is nobody's: measured, and held. See docs/privacy.md."""

from collections import Counter
from pathlib import Path

from shouwen.policy.masking import mask

CORPUS = Path(__file__).with_name("masking_corpus.tsv")
# Of each kind: found, of how many. The last: lines without an identifier that were changed all the same.
FIGURES = {
    "identity": (31, 31),
    "mobile": (44, 44),
    "landline": (22, 22),
    "record": (50, 50),
    "bed": (7, 7),
    "name": (46, 47),
    "passport": (9, 9),
    "card": (12, 12),
    "address": (9, 9),
    "file name": (6, 6),
    "not": (1, 208),
}


def lines() -> list[tuple[str, list[str], str]]:
    """Kind, the identifiers in it, the text; `\\n` in the file is the end of a line in the text."""
    found = []
    for row in CORPUS.read_text(encoding="utf-8").splitlines():
        kind, secrets, text = (part.replace("\\n", "\n") for part in row.split("\t"))
        found.append((kind, secrets.split("|") if secrets else [], text))
    return found


def test_recall_and_false_hits() -> None:
    hits, all_ = Counter[str](), Counter[str]()
    for kind, secrets, text in lines():
        masked = mask(text)
        if kind == "not":
            all_[kind] += 1
            hits[kind] += masked.text != text
        for secret in secrets:
            all_[kind] += 1
            hits[kind] += secret not in masked.text
    assert {kind: (hits[kind], all_[kind]) for kind in all_} == FIGURES


def test_there_are_enough_lines() -> None:
    assert (len(lines()) >= 300, sum(kind == "not" for kind, _secrets, _text in lines()) >= 200) == (True, True)


def test_what_was_covered_once_stays_as_it_is() -> None:
    again = [mask(masked) for _kind, _secrets, text in lines() if (masked := mask(text).text)]
    assert [each.count for each in again if each.count] == []

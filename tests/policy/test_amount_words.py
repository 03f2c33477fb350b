"""A sum in English words."""

import pytest

from shouwen.policy.amount_words import ONES, TENS, spelled


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "Zero yuan only"),
        (5, "Five fen"),
        (-30, "Minus thirty fen"),
        (100, "One yuan only"),
        (2110, "Twenty-one yuan and ten fen"),
        (10000, "One hundred yuan only"),
        (36_01, "Thirty-six yuan and one fen"),
        (105_030, "One thousand and fifty yuan and thirty fen"),
        (535_300, "Five thousand three hundred and fifty-three yuan only"),
        (26_800_000, "Two hundred and sixty-eight thousand yuan only"),
        (-1_070_600, "Minus ten thousand seven hundred and six yuan only"),
        (100_000_000, "One million yuan only"),
        (100_000_700, "One million and seven yuan only"),
        (123_456_789_012, "One billion two hundred and thirty-four million five hundred and sixty-seven thousand "
                          "eight hundred and ninety yuan and twelve fen"),
    ],
)  # fmt: skip
def test_a_sum_in_english(fen: int, words: str) -> None:
    assert spelled(fen) == words


def test_every_number_below_a_million_reads_back() -> None:
    values = {word: number for number, word in enumerate(ONES)} | {
        word: 10 * at for at, word in enumerate(TENS) if word
    }

    def read(words: str) -> int:
        whole = part = 0
        for word in words.replace("-", " ").replace(" and ", " ").split():
            if word == "hundred":
                part *= 100
            elif word == "thousand":
                whole, part = part * 1000, 0
            else:
                part += values[word]
        return whole + part

    wrong = [n for n in (*range(2000), *range(2000, 1_000_000, 997)) if read(spelled(n * 100)[:-10].lower()) != n]
    assert wrong == []

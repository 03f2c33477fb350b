"""Every regular expression of the product, and what is built of them, against texts that take clumsy ones for ever."""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import pytest

import shouwen
from shouwen.apps.search.tokens import terms_of
from shouwen.policy.masking import mask

SIZE = 100_000
LIMIT = 0.1
PIECES = (
    "a", "(", "\r\n", "[", "1", " ", "\t", "-", "*", "1 ", "1-", "+86", "138", "a.", ".", "@", ",", "<!", "<! ", "0-",
    "=", "aA1_", ";", "00:00-", "é", "²", "2026-", "password",
    "患者", "患者 ", "姓名：", "张", "住院号", "住院号 ", "门诊号：a", "\u3000", "一和", "* 和", "密码：", "年",
)  # fmt: skip
# Their files start when they are imported.
APART = ("shouwen.config.settings", "shouwen.config.test_settings", "shouwen.config.wsgi", "shouwen.config.asgi")


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    for module in pkgutil.walk_packages(shouwen.__path__, "shouwen."):
        if module.name in APART or ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def seconds(act: Callable[[], object]) -> float:
    """The quicker of three, in time of the processor, so that a busy machine does not count."""
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        act()
        best = min(best, time.process_time() - begun)
        if best <= LIMIT:
            break
    return best


def fed(pattern: re.Pattern, text: str) -> None:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    pattern.fullmatch(subject)
    sum(1 for _ in pattern.finditer(subject))


def test_no_pattern_takes_for_ever() -> None:
    known = list(patterns())
    found = []
    for name, pattern in known:
        for piece in PIECES:
            text = (piece * (SIZE // len(piece) + 1))[:SIZE]
            taken = seconds(lambda pattern=pattern, text=text: fed(pattern, text))
            if taken > LIMIT:
                found.append(f"{name} on {piece!r}: {taken:.2f} s")
    assert len(known) > 15
    assert not found, "\n".join(found)


@pytest.mark.parametrize("act", [mask, lambda text: terms_of(text[:256])])
def test_what_reads_a_whole_text_is_quick(act: Callable[[str], object]) -> None:
    """The longest text that is kept, 20,000 characters, within the same time for each of a card's words."""
    slow = [piece for piece in PIECES if seconds(lambda piece=piece: act((piece * 20_000)[:20_000])) > LIMIT]
    assert slow == []

"""The gateway, as settings name it; and what one of its letters says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from shouwen.apps.channels.mail.reading import Letter
from shouwen.policy.fax import Result, digits_of

# Our own name of a sending, which the gateway gives back in its result: nobody else was told it.
KEY = re.compile(r"fax-\d{1,12}-[0-9a-f]{24}")
NUMBER = re.compile(r"[+\d(（][\d ()（）－—.-]{5,30}\d")
WORDS = 2000
# In this order: a letter that says "not successful" says "successful" too.
ORDER = (Result.BUSY, Result.NO_ANSWER, Result.FAILED, Result.DELIVERED)
SAID: Mapping[Result, tuple[str, ...]] = MappingProxyType(
    {
        Result.BUSY: ("busy", "占线", "忙"),
        Result.NO_ANSWER: ("no answer", "no-answer", "无人接听", "无应答"),
        Result.FAILED: ("fail", "error", "unsuccess", "undeliver", "not deliver", "失败", "未成功", "不成功", "错误"),
        Result.DELIVERED: ("success", "delivered", "ok", "成功", "已送达"),
    }
)


@dataclass(frozen=True)
class Gateway:
    """`senders`: addresses, or `@domain`, from which it writes. `place`: `subject` or `sender`, where the number of a
    fax stands between `before` and `after`. `domain`: faxes go to number@domain; "" where it only receives."""

    senders: frozenset[str]
    domain: str = ""
    place: str = "subject"
    before: str = ""
    after: str = ""
    words: Mapping[Result, tuple[str, ...]] = field(default_factory=lambda: SAID)


def gateway_of(senders: str, domain: str = "", number: str = "", words: str = "") -> Gateway | None:
    """`fax@gw.example,@gw2.example`; `gw.example`; `subject:Fax from {number}` or `sender:{number}`;
    `delivered=sent|erfolgreich,busy=besetzt`. None without senders and domain."""
    known = frozenset(each.strip().lower() for each in senders.split(",") if each.strip())
    to = domain.strip().lower().removeprefix("@")
    if not known and not to:
        return None
    place, colon, shape = (number.strip() or "subject:{number}").partition(":")
    before, mark, after = shape.strip().partition("{number}")
    if not colon or place not in {"subject", "sender"} or not mark:
        raise SystemExit("SHOUWEN_FAX_NUMBER must look like subject:Fax from {number} or sender:{number}")
    if any("@" not in each for each in known) or "@" in to or (to and not re.fullmatch(r"[a-z0-9.-]{1,250}", to)):
        raise SystemExit("SHOUWEN_FAX_FROM names addresses or @domain, SHOUWEN_FAX_TO a domain")
    return Gateway(known, to, place, before.strip(), after.strip(), _words_of(words))


def _words_of(told: str) -> Mapping[Result, tuple[str, ...]]:
    pairs = dict(pair.strip().split("=", 1) for pair in told.split(",") if "=" in pair)
    if set(pairs) - set(ORDER):
        raise SystemExit("SHOUWEN_FAX_WORDS names delivered, busy, no_answer, failed")
    more = {Result(code): tuple(filter(None, words.lower().split("|"))) for code, words in pairs.items()}
    return MappingProxyType({code: more.get(code, SAID[code]) for code in ORDER})


def is_from(gateway: Gateway | None, sender: str) -> bool:
    """Does this letter say that it comes from the gateway? Whether that is so is asked besides."""
    if gateway is None or not sender:
        return False
    return sender in gateway.senders or f"@{sender.rpartition('@')[2]}" in gateway.senders


def number_in(gateway: Gateway, letter: Letter) -> str:
    """The number that sent a fax, "" when the letter tells none."""
    told = letter.subject if gateway.place == "subject" else letter.sender.partition("@")[0]
    start = told.lower().find(gateway.before.lower())
    if start < 0:
        return ""
    rest = told[start + len(gateway.before) :]
    if gateway.after:
        end = rest.lower().find(gateway.after.lower())
        if end < 0:
            return ""
        rest = rest[:end]
    found = next((each for each in NUMBER.findall(rest) if digits_of(each)), "")
    return str(found).strip()[:32]


def key_in(letter: Letter) -> str:
    """The sending that this letter tells of, "" when it names none."""
    for told in (*letter.references, letter.subject, letter.text[:WORDS]):
        found = KEY.search(told)
        if found:
            return found[0]
    return ""


def result_in(gateway: Gateway, texts: Sequence[str]) -> Result | None:
    """What became of a sending: the first text that says so; None when none does."""
    for text in texts:
        plain = KEY.sub(" ", text[:WORDS]).lower()
        for code in ORDER:
            if any(_says(plain, word) for word in gateway.words[code]):
                return code
    return None


def _says(text: str, word: str) -> bool:
    """Latin words as they begin, so that "ok" is not found in "book"; Chinese anywhere."""
    if not word.isascii():
        return word in text
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalpha():
            return True
        at = text.find(word, at + 1)
    return False

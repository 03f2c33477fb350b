"""A sum of money in English words, as it stands under a bill; in Chinese see `money.capitals`."""

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
THOUSANDS = ("", " thousand", " million", " billion", " trillion")


def spelled(fen: int) -> str:
    """`One thousand and fifty yuan and thirty fen` for 105030; whole yuan end in `only`, what is below zero begins with
    `Minus`."""
    whole, rest = divmod(abs(fen), 100)
    words = f"{_number(whole)} yuan and {_number(rest)} fen" if rest else f"{_number(whole)} yuan only"
    if rest and not whole:
        words = f"{_number(rest)} fen"
    words = f"minus {words}" if fen < 0 else words
    return words[0].upper() + words[1:]


def _number(number: int) -> str:
    """In groups of three digits; `and` stands before a last part below a hundred."""
    if number == 0:
        return ONES[0]
    groups: list[str] = []
    for power, name in enumerate(THOUSANDS):
        part = number // 1000**power % 1000
        if part:
            # One thousand and fifty, but one thousand two hundred.
            joined = "and " if power == 0 and part < 100 and number > part else ""
            groups.insert(0, f"{joined}{_hundreds(part)}{name}")
    return " ".join(groups)


def _hundreds(part: int) -> str:
    hundreds, rest = divmod(part, 100)
    words = f"{ONES[hundreds]} hundred" if hundreds else ""
    if not rest:
        return words
    small = ONES[rest] if rest < len(ONES) else TENS[rest // 10] + (f"-{ONES[rest % 10]}" if rest % 10 else "")
    return f"{words} and {small}" if words else small

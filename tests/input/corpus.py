"""What nobody means: texts, numbers, days, by what is odd in them. All of it can be put into one field of a form."""

TEXTS: dict[str, str] = {
    "nul": "好\x00的",
    "controls": "\x01\x08\x1b[31m红\x7f\x85\x9f",
    "half a character": "a\ud800b\udfff",
    "half a pair": "\udc00",
    "zalgo": "Z" + "\u0301\u0327\u035c\u0489" * 200,
    "right to left": "\u202egpj.exe\u202c\u2066\u2069\u200f",
    "no characters": "\ufdd0\ufffe\uffff\U0010ffff\ufeff",
    "nothing": "",
    "blanks": " \t\u3000\u2003",
    "only invisible": "\u200b\u2060\u200d\ufeff",
    "line ends": "a\r\nSet-Cookie: x=1\r\n\r\nb\u2028c\u2029d\x0be\x0c",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 40,
    "beyond 200": "长" * 201,
    "beyond 2000": "长" * 2_001,
    "huge": "长" * 100_000,
    "huge digits": "9" * 100_000,
    "markup": "'\"><script>alert(1)</script><!--",
    "templates": "{{7*7}}{% debug %}${7*7}%s%(x)s%n{0.__class__}{field}{limit}",
    "sql": "' OR 1=1;--\\",
    "formula": "=cmd|' /C calc'!A0",
    "wide formula": "＝1+1",
    "tab formula": "\t@SUM(1)",
    "path": "../../etc/passwd\x00.png",
    "json": '{"a": NaN, "a": [[[[]]]]}',
    "wide digits": "１２",
    "arabic digits": "٣",
    "superscript": "²",
    "roman": "Ⅻ",
}
NUMBERS: dict[str, str] = {
    "negative": "-1",
    "zero": "0",
    "not a number": "NaN",
    "infinite": "Infinity",
    "exponent": "1e309",
    "fraction": "1.5",
    "underscore": "1_000",
    "hexadecimal": "0x10",
    "plus": "+1",
    "beyond 32 bits": str(2**31),
    "the last of 64 bits": str(2**63 - 1),
    "beyond 64 bits": str(2**63),
    "far beyond": "9" * 30,
    "long": "1" * 5_000,
}
DAYS: dict[str, str] = {
    "day zero": "0000-00-00",
    "no such day": "2026-02-30",
    "no leap year": "2026-02-29",
    "year one": "0001-01-01",
    "year one, early": "0001-01-01T00:00",
    "year 9999": "9999-12-31",
    "year 9999, late": "9999-12-31T23:59",
    "year 9999, elsewhere": "9999-12-31T23:59:59.999999-14:00",
    "year one, elsewhere": "0001-01-01T00:00:00+14:00",
    "five figures": "10000-01-01",
    "before all": "-0001-01-01",
    "no such hour": "2026-03-03T25:61",
    "no such offset": "2026-03-03T10:00+99:99",
    "a week": "2026-W01-1",
    "run together": "20260303",
    "a leap second": "2026-06-30T23:59:60",
    "slashes": "03/03/2026",
}


def values(strange: list[str]) -> list[tuple[str, str]]:
    """Every value with its name; `strange`: ids of what is another's, or nobody's."""
    known = [*TEXTS.items(), *NUMBERS.items(), *DAYS.items()]
    return known + [(f"another's {each}", each) for each in strange]


def on_arrival(text: str) -> str:
    """What a form's text is when it has come over the wire as UTF-8."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")

"""A letter's own words, without the letter that it answers."""

import re

# Where a mail program sets the older letter: everything from here on was said before.
OLDER = re.compile(
    r"^(?:"
    r"-{2,}\s*(?:原始邮件|原邮件|转发的邮件|Original Message|Original message)\s*-{2,}"
    r"|在.{4,80}写道[:：]"
    r"|.{0,80}\d{4}.{0,80}(?:写道|wrote)[:：]"
    r"|On .{4,160} wrote:"
    r"|(?:发件人|From)[:：] ?.{1,120}"
    r"|_{20,}"
    r")\s*$",
    re.IGNORECASE,
)
SIGNATURE = "-- "


def own_words(text: str) -> str:
    """What this letter itself says; the whole text when nothing else is left of it."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if OLDER.match(line.strip()) and any(each.strip() for each in kept):
            break
        if line == SIGNATURE:
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() or text.strip()

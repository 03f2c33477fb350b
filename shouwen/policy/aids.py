"""Texts that are kept ready for the desk: canned replies with variables, and checklists of a line for each step."""

import re
from collections.abc import Mapping
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role

# Who writes them; whoever works on cards uses them.
WRITES_AIDS = frozenset({Role.DIRECTOR, Role.ADMIN})
# All that a text may ask for; of a card that its reader may see anyway.
VARIABLES = ("number", "title", "hospital", "department", "contact", "module", "agent")
MOST_STEPS, LONGEST_STEP = 30, 120
_VARIABLE = re.compile(r"\{([^{}\n]{0,40})\}")


class Kind(StrEnum):
    REPLY = "reply"
    CHECKLIST = "checklist"
    # Steps that are done to a card: `policy.macros`. The text says when it is of use.
    MACRO = "macro"


def check_variables(text: str, field: str) -> None:
    """Refused `variable_unknown` (with `name`) for anything in braces that is none of ours."""
    for name in _VARIABLE.findall(text):
        if name not in VARIABLES:
            raise Refused("variable_unknown", field=field, name=name[:40])


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with its variables; an unknown fact becomes a dash. What stands in a fact is no variable."""
    return _VARIABLE.sub(lambda found: facts.get(found[1], "") or "—" if found[1] in VARIABLES else found[0], text)


def steps(text: str) -> tuple[str, ...]:
    """The steps of a checklist: its lines, empty ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def check_steps(zh: str, en: str) -> None:
    """Both languages step by step. Refused with `field`: `too_many_steps`, `step_too_long`, `steps_differ`."""
    for field, text in (("text_zh", zh), ("text_en", en)):
        found = steps(text)
        if len(found) > MOST_STEPS:
            raise Refused("too_many_steps", field=field, limit=MOST_STEPS)
        if any(len(each) > LONGEST_STEP for each in found):
            raise Refused("step_too_long", field=field, limit=LONGEST_STEP)
    if en and len(steps(zh)) != len(steps(en)):
        raise Refused("steps_differ", field="text_en", zh=len(steps(zh)), en=len(steps(en)))

"""专人首问制: who becomes accountable at the moment of acceptance (clause first_contact.at_once)."""

from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.refusal import Refused


class Because(StrEnum):
    """Why this person: kept on the card and shown beside his name."""

    ACCOUNT_MANAGER = "account_manager"
    DEPUTY = "deputy"
    ON_DUTY = "on_duty"
    TOOK_THE_WORD = "took_the_word"


@dataclass(frozen=True)
class Candidates:
    """Who could answer now. Each is a person's id, or None when nobody holds the post or he is away."""

    account_manager: int | None
    deputy: int | None
    on_duty: int | None


def first_contact(*, grade: int, in_manager_hours: bool, candidates: Candidates) -> tuple[int, Because]:
    """Who answers a request from the portal: a person's id, and why he.

    In the account manager's hours grades 3 to 5 are his, then his deputy's; at any other time, and for
    grades 1 and 2 always, the duty agent's. A request is never nobody's: when the first in line is missing
    the next one answers, and `Refused("nobody_answers")` means that the vendor has set up no one at all.
    """
    managers = [
        (candidates.account_manager, Because.ACCOUNT_MANAGER),
        (candidates.deputy, Because.DEPUTY),
    ]
    duty = [(candidates.on_duty, Because.ON_DUTY)]
    order = managers + duty if in_manager_hours and grade >= 3 else duty + managers
    for person, because in order:
        if person is not None:
            return person, because
    raise Refused("nobody_answers")

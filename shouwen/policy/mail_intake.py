"""What becomes of a letter that came in: a new request, an answer, nothing, or a person has to look at it."""

from dataclasses import dataclass
from enum import StrEnum

# More from one sender within an hour is looked at by a person: two machines may be answering each other.
MOST_AN_HOUR = 20


class Fate(StrEnum):
    NEW = "new"
    ANSWER = "answer"
    # Kept, and answered by nobody.
    IGNORED = "ignored"
    BOUNCE = "bounce"
    QUARANTINE = "quarantine"
    # From the fax gateway: a fax, and what became of one of ours.
    FAX = "fax"
    FAX_RESULT = "fax_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """What is known of a letter. `proved`: did the receiving server prove who sent it; None where none was asked.

    `thread`: does it name one of our cards by a signed address or by the id of a letter; `signed`: by a signed
    address; `may_see`: may this sender know of that card. `known`: has the sender an account of a hospital.
    """

    from_ourselves: bool = False
    bounce: bool = False
    automatic: bool = False
    in_an_hour: int = 0
    proved: bool | None = None
    known: bool = False
    thread: bool = False
    signed: bool = False
    may_see: bool = False
    empty: bool = False
    # Does it say that it comes from the fax gateway, is it a mail server's report, does it name a sending of ours?
    gateway: bool = False
    report: bool = False
    names_a_fax: bool = False


def sort(facts: MailFacts) -> tuple[Fate, str]:
    """The fate of a letter, and why: the first rule that fits.

    A subject never decides. What nobody proves is never taken for a hospital's word, unless it came to an address that
    only the receiver of our own letter knows.
    """
    from_gateway = facts.gateway and not facts.report
    rules = (
        (facts.from_ourselves, Fate.IGNORED, "from_ourselves"),
        # The name of a sending was told to nobody but the gateway: it speaks where no server proves anybody.
        (facts.gateway and facts.names_a_fax and facts.proved is not False, Fate.FAX_RESULT, "fax_result"),
        # A gateway is a machine and may write without a return path, as a bounce does.
        (from_gateway and facts.proved is True, Fate.FAX, "fax"),
        (from_gateway, Fate.QUARANTINE, "forged" if facts.proved is False else "not_proved"),
        (facts.bounce, Fate.BOUNCE, "bounce"),
        (facts.automatic, Fate.IGNORED, "automatic"),
        (facts.in_an_hour >= MOST_AN_HOUR, Fate.QUARANTINE, "too_many"),
        (facts.proved is False, Fate.QUARANTINE, "forged"),
        (not facts.known, Fate.QUARANTINE, "unknown_sender"),
        (facts.empty, Fate.QUARANTINE, "empty"),
        (facts.thread and not facts.may_see, Fate.QUARANTINE, "not_his_card"),
        (facts.thread and (facts.signed or facts.proved is True), Fate.ANSWER, "thread"),
        (facts.proved is None, Fate.QUARANTINE, "not_proved"),
    )
    return next(((fate, why) for fits, fate, why in rules if fits), (Fate.NEW, "new"))

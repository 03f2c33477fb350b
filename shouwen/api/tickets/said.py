"""What a program says with an act. Lists of words are checked by the acts themselves, as at every door."""

from pydantic import Field

from shouwen.api.frame.wire import Body, Id, Instant, example, one_of
from shouwen.apps.tickets.actions.ending import CANCELLATIONS
from shouwen.apps.tickets.actions.follow_up import Method
from shouwen.apps.tickets.actions.intake import CHANNELS
from shouwen.apps.tickets.actions.relation import BY_HAND
from shouwen.policy.catalogue import Service
from shouwen.policy.clock import PauseReason
from shouwen.policy.coverage import Cause
from shouwen.policy.lifecycle import FollowUpResult
from shouwen.policy.severity import Impact, Kind, PlainAnswer, Urgency

SHOWS = "Do the files show a patient? Needed with a picture. Yes: kept sealed, and the card shows it blurred."
RULED_CAUSES = [cause for cause in Cause if cause is not Cause.UNKNOWN]
KINDS = [kind for kind in Kind if kind is not Kind.COMPLAINT]


class Report(Body):
    """A hospital's person reports."""

    model_config = example({"answer": "workstation", "text": "护士站打印机不出纸。"})

    answer: str = one_of(PlainAnswer)
    text: str
    module: Id | None = None
    department: Id | None = None
    continues: str = Field("", max_length=24, description="Number of an ended card that this one follows.")
    shows_patient: bool | None = Field(None, description=SHOWS)


class Answered(Body):
    """What the caller was told while he was still there, and what it was."""

    answer: str
    cause: str = one_of(Cause)


class Intake(Body):
    """Staff writes down a call, a fax or a visit. Without `hospital`: nobody knows yet which it is."""

    model_config = example(
        {
            "channel": "phone",
            "text": "门诊收费窗口打不出发票。",
            "kind": "incident",
            "impact": "department",
            "urgency": "limited",
        }
    )

    channel: str = one_of(CHANNELS)
    text: str
    kind: str = one_of(KINDS)
    impact: str = one_of(["", *Impact], "")
    urgency: str = one_of(["", *Urgency], "")
    hospital: Id | None = None
    department: Id | None = None
    contact: Id | None = None
    module: Id | None = None
    caller_name: str = ""
    caller_phone: str = ""
    contacted_at: Instant | None = None
    late_because: str = ""
    shows_patient: bool | None = Field(None, description=SHOWS)
    answered: Answered | None = Field(None, description="Answered at once: the card is resolved and closed with it.")


class Message(Body):
    model_config = example({"text": "您好，正在处理。"})

    text: str
    shows_patient: bool | None = Field(None, description=SHOWS)


class Text(Body):
    model_config = example({"text": "您好，正在处理。"})

    text: str


class Words(Body):
    model_config = example({"words": "还是打不出来。"})

    words: str


class SomeWords(Body):
    model_config = example({"words": "病人在排队。"})

    words: str = ""


class Classification(Body):
    """The reason is asked for when the card was classified before."""

    model_config = example({"kind": "advice", "service": "remote", "cause": "unknown"})

    kind: str = one_of(KINDS)
    impact: str = one_of(["", *Impact], "")
    urgency: str = one_of(["", *Urgency], "")
    service: str = one_of(Service)
    cause: str = one_of(Cause)
    module: Id | None = None
    reason: str = ""


class Holding(Body):
    """The hospital reads `words`."""

    model_config = example({"reason": "waiting_customer", "words": "请院方确认停机时间。"})

    reason: str = one_of(PauseReason)
    words: str


class Resolution(Body):
    model_config = example({"cause": "third_party", "finding": "驱动被替换。", "remedy": "重装驱动。"})

    cause: str = one_of(Cause)
    finding: str
    remedy: str
    prevention: str = ""
    is_workaround: bool = False


class FollowUp(Body):
    model_config = example({"result": "solved", "method": "phone"})

    result: str = one_of(FollowUpResult)
    method: str = one_of(Method)
    words: str = ""


class Rating(Body):
    model_config = example({"score": 5, "words": "很快。"})

    score: int = Field(ge=1, le=5)
    words: str = ""


class Offer(Body):
    """`receiver`: the id of a qualified colleague."""

    model_config = example({"receiver": 3, "reason": "需要看数据库。"})

    receiver: Id
    reason: str


class Settlement(Body):
    model_config = example({"upheld": False, "answer": "病区可用备用打印机，等级不变。"})

    upheld: bool
    answer: str


class Journey(Body):
    """`engineer`: the id of a qualified colleague."""

    model_config = example({"engineer": 3, "reason": "远程连不上。"})

    engineer: Id
    reason: str


class Substitution(Body):
    """`substitute`: the id of a qualified colleague."""

    model_config = example({"substitute": 2, "reason": "休假。"})

    substitute: Id
    reason: str


class Cancellation(Body):
    model_config = example({"outcome": "not_ours", "words": "是院内网络的问题。"})

    outcome: str = one_of(sorted(CANCELLATIONS))
    words: str


class Identification(Body):
    model_config = example({"hospital": 1, "reason": "回拨确认。"})

    hospital: Id
    reason: str
    campus: Id | None = None
    department: Id | None = None
    contact: Id | None = None
    module: Id | None = None


class Link(Body):
    """`card`: the number of the other card."""

    model_config = example({"card": "SW-20260303-0001", "kind": "related"})

    card: str = Field(max_length=24)
    kind: str = one_of(sorted(BY_HAND))


class Merger(Body):
    """`into`: the number of the earlier card."""

    model_config = example({"into": "SW-20260303-0001"})

    into: str = Field(max_length=24)


class UrgentAsk(Body):
    """`by_quote`: no unit is left, and the hospital asks for a quote."""

    model_config = example({"words": "病区全停，医生在等。", "by_quote": False})

    words: str
    by_quote: bool = False


class Proposal(Body):
    """`clause`: what it contradicts; `version`: in which version it is so."""

    model_config = example(
        {
            "cause": "inherent_defect",
            "reproduction": "新建处方，退费后仍可发药。",
            "clause": "需求规格 4.2.7",
            "version": "5.2.1",
            "words": "",
        }
    )

    cause: str = one_of(RULED_CAUSES)
    reproduction: str
    clause: str
    version: str
    words: str = ""


class Decision(Body):
    model_config = example({"cause": "inherent_defect", "words": "与需求规格 4.2.7 不符。"})

    cause: str = one_of(RULED_CAUSES)
    words: str


class Title(Body):
    model_config = example({"title": "护士站打印机不出纸，换纸无效"})

    title: str

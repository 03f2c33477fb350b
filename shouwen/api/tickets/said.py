"""What a program says with an act. Lists of words are checked by the acts themselves, as at every door."""

from pydantic import Field

from shouwen.api.frame.wire import Body, Id, Instant, one_of
from shouwen.apps.tickets.actions.follow_up import Method
from shouwen.apps.tickets.actions.intake import CHANNELS
from shouwen.policy.catalogue import Service
from shouwen.policy.clock import PauseReason
from shouwen.policy.coverage import Cause
from shouwen.policy.lifecycle import FollowUpResult
from shouwen.policy.severity import Impact, Kind, PlainAnswer, Urgency

KINDS = [kind for kind in Kind if kind is not Kind.COMPLAINT]


class Report(Body):
    """A hospital's person reports."""

    answer: str = one_of(PlainAnswer)
    text: str = Field(examples=["护士站打印机不出纸。"])
    module: Id | None = None
    department: Id | None = None
    continues: str = Field("", max_length=24, description="Number of an ended card that this one follows.")


class Intake(Body):
    """Staff writes down a call, a fax or a visit. Without `hospital`: nobody knows yet which it is."""

    channel: str = one_of(CHANNELS)
    text: str = Field(examples=["门诊收费窗口打不出发票。"])
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


class Text(Body):
    text: str = Field(examples=["您好，正在处理。"])


class Words(Body):
    words: str = Field(examples=["还是打不出来。"])


class SomeWords(Body):
    words: str = ""


class Classification(Body):
    """The reason is asked for when the card was classified before."""

    kind: str = one_of(KINDS)
    impact: str = one_of(["", *Impact], "")
    urgency: str = one_of(["", *Urgency], "")
    service: str = one_of(Service)
    cause: str = one_of(Cause)
    module: Id | None = None
    reason: str = ""


class Hold(Body):
    """The hospital reads `words`."""

    reason: str = one_of(PauseReason)
    words: str = Field(examples=["请院方确认停机时间。"])


class Resolution(Body):
    cause: str = one_of(Cause)
    finding: str = Field(examples=["驱动被替换。"])
    remedy: str = Field(examples=["重装驱动。"])
    prevention: str = ""
    is_workaround: bool = False


class FollowUp(Body):
    result: str = one_of(FollowUpResult)
    method: str = one_of(Method)
    words: str = ""


class Rating(Body):
    score: int = Field(ge=1, le=5)
    words: str = ""


class Offer(Body):
    """`receiver`: the id of a qualified colleague."""

    receiver: Id
    reason: str = Field(examples=["需要看数据库。"])

"""A hospital's program tells of trouble; the carrier of short messages tells what became of one."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import acts
from shouwen.api.frame.shape import Wrong
from shouwen.api.frame.signed import FEWEST, HEADERS, check_signed
from shouwen.api.frame.wire import Body, example, one_of, only
from shouwen.apps.channels import actions
from shouwen.apps.channels.actions.signals import listening_program
from shouwen.apps.outbox.receipts import take_receipt
from shouwen.apps.outbox.signing import key_bytes, unseal
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import PlainAnswer
from shouwen.policy.signals import Sort

router = Router(tags=["signals"])
HOUR = 3600


class ByProgram:
    """The program that the address names, by its own secret; whoever is none may not know which ones there are."""

    def __call__(self, request: HttpRequest) -> bool:
        number = request.path.rpartition("/")[2]
        program = listening_program(int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
        secret = unseal(program.secret) if program else None
        check_signed(request, [key_bytes(secret)] if secret else [])
        return True


class ByCarrier:
    """The gateway of short messages, with the secret under which we send."""

    def __call__(self, request: HttpRequest) -> bool:
        gateway = settings.SMS
        check_signed(request, [gateway.secret.encode()] if gateway and len(gateway.secret) >= FEWEST else [])
        return True


BY_PROGRAM: Any = ByProgram()
BY_CARRIER: Any = ByCarrier()


class SignalOut(BaseModel):
    """`card` null: it says that something is over of which nothing was told yet."""

    card: str | None


class SignalIn(Body):
    """`thread` is the program's own name for the thing: what comes later under it is said on the same card. `answer`:
    how much stands still, for a new card."""

    model_config = example(
        {"type": "opened", "thread": "db-1/disk", "text": "数据库服务器磁盘只剩 3 %。", "answer": "department"}
    )

    type: str = one_of(Sort)
    thread: str = Field(max_length=100)
    text: str = Field(max_length=20_000)
    answer: str = one_of(PlainAnswer, PlainAnswer.DEPARTMENT.value)


class ReceiptIn(Body):
    """`message`: the id that was sent with the message."""

    model_config = example({"message": "text-1-1", "delivered": True, "reason": ""})

    message: str = Field(max_length=120)
    delivered: bool
    reason: str = Field("", max_length=200)


class ReceiptOut(BaseModel):
    """`known` false: the message is not known to be sent yet; the receipt is kept and counts when it is."""

    known: bool


def signed(answer: Any) -> dict[str, Any]:
    return {**acts(answer), "openapi_extra": {"parameters": HEADERS}}


@router.post("/signals/{int:program}", auth=BY_PROGRAM, **signed(SignalOut), summary="Tell of trouble")
def signal(request: Call, program: int, said: SignalIn) -> SignalOut:
    """By a program that the hospital's head of IT has set up, signed. In any order; the same id again changes nothing.
    That something is over is said on its card, and closes nothing."""
    only(request)
    told = actions.Told(request.headers["Webhook-Id"], said.type, said.thread, said.text, said.answer)
    try:
        taken = actions.take_signal(program, told, at=request.now)
    except Refused as refused:
        if refused.code == "program_shakes":
            raise Wrong(429, "too_many_requests", seconds=HOUR) from None
        raise
    return SignalOut(card=taken.ticket.number if taken.ticket else None)


@router.post("/sms-receipts", auth=BY_CARRIER, **signed(ReceiptOut), summary="Tell what became of a short message")
def sms_receipt(request: Call, said: ReceiptIn) -> ReceiptOut:
    """By the gateway, signed with the secret under which it is sent to; also before the sending is written down."""
    only(request)
    event = request.headers["Webhook-Id"]
    return ReceiptOut(known=take_receipt("sms", said.message, event, said.delivered, said.reason, at=request.now))

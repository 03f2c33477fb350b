"""What hospitals wrote though it should not be written: masked on the card, sealed beside it, opened once or twice."""

import io
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.original import open_original
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import State
from shouwen.policy.originals import Shows

# Nobody's: the region, the numbers and the names are made up.
WORDS = "患者测试甲，住院号：00990017，费用清单打印两遍。家属电话 199-0000-0017。"
LOG = """2026-11-20 10:01:33 INFO  FeeService 查询费用 zyh=00990017
2026-11-20 10:01:34 ERROR FeeService patient_name=李测试 ORA-00001: unique constraint (HIS.PK_FEE) violated
2026-11-20 10:01:34 INFO  版本 5.2.10 服务器 10.20.1.5
"""
WHY = ("核对住院号，在测试库重现重复打印", "对照截图中的费用行")


def load_privacy(staff: dict[str, User], now: datetime) -> None:
    """On the two newest cards that are worked on, of hospitals with somebody who can write."""
    agent = actor_of(staff["agent"])
    cards = Ticket.objects.filter(state=State.WORKING, changed_at__lt=now - timedelta(minutes=20)).order_by("-pk")
    for turn, why in enumerate(WHY):
        found = next((each for each in cards[turn : turn + 20] if _writer(each)), None)
        if found is not None:
            original = _say(_writer(found), found.number, turn, now - timedelta(minutes=18 - turn))
            open_original(agent, found.number, original, why, at=now - timedelta(minutes=12 - turn))


def _writer(card: Ticket) -> User | None:
    found = Contact.objects.filter(hospital=card.hospital_id, department=None).exclude(user=None).first()
    return found.user if found else None


def _say(person: User | None, number: str, turn: int, at: datetime) -> UUID:
    """A text and a log, or a picture; the id of the original."""
    if person is None:
        raise LookupError("nobody of this hospital can write")
    customer, key = actor_of(person), f"demo-privacy-{turn}-0123456789"
    if turn == 0:
        log = SimpleUploadedFile("收费服务_患者李测试.log", LOG.encode())
        message = actions.reply(customer, number, WORDS, at=at, submission=key, uploads=[log])
        return message.original_id or UUID(int=0)
    shot = SimpleUploadedFile("费用清单截图.png", _picture())
    said = "截图如下，第三行多收了一次。"
    message = actions.reply(customer, number, said, at=at, submission=key, uploads=[shot], shows_patient=Shows.YES)
    return message.attachments.get().file.original_id or UUID(int=0)


def _picture() -> bytes:
    """A screen with a list on it; no font is needed to see that something was written."""
    image = Image.new("RGB", (960, 540), "#f4f6f8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 960, 44), fill="#2f5d9b")
    for row in range(9):
        top = 70 + row * 50
        draw.rectangle((30, top, 930, top + 40), fill="#ffffff", outline="#d5dbe1")
        for column in range(5):
            left = 50 + column * 175
            draw.rectangle((left, top + 14, left + 60 + (row * 37 + column * 53) % 90, top + 26), fill="#52606d")
    draw.rectangle((30, 170, 930, 210), outline="#c0362c", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

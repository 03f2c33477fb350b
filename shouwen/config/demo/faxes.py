"""Faxes of the demo: two that came by the gateway, one on paper, and three that went out, with what became of them."""

import io
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.conf import settings
from PIL import Image, ImageDraw

from shouwen.apps.channels.actions import take_in_mail
from shouwen.apps.channels.fax.gateway import gateway_of
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Campus
from shouwen.apps.faxes import actions
from shouwen.apps.people.models import User
from shouwen.apps.tickets.actions.intake import Intake
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.fax import Result
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.refusal import Refused

GATEWAY = gateway_of("fax@gateway.example", "gateway.example", "subject:Fax from {number}")
UNKNOWN = "0571-100 0000"


def load_faxes(staff: dict[str, User], now: datetime) -> None:
    """By the acts themselves. The gateway is the demo's own; it is set up only while this runs."""
    places = list(Campus.objects.filter(hospital__is_unlisted=False).select_related("hospital").order_by("pk")[:4])
    for turn, campus in enumerate(places):
        campus.fax = f"0755-100 00{turn:02d}"
        campus.save(update_fields=["fax"])
    before = settings.FAX, settings.MAIL_AUTHSERV
    settings.FAX, settings.MAIL_AUTHSERV = GATEWAY, "demo.example"
    try:
        _came(places[0].fax, 1, now - timedelta(hours=5))
        _came(UNKNOWN, 2, now - timedelta(hours=2))
        _on_paper(staff, places[1], now)
        _went_out(staff, places, now)
    finally:
        settings.FAX, settings.MAIL_AUTHSERV = before


def _came(number: str, pages: int, at: datetime) -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "fax@gateway.example", "desk@localhost", f"Fax from {number}"
    made["Message-ID"] = f"<demo-fax-{pages}@gateway.example>"
    made["Authentication-Results"] = "demo.example; dmarc=pass"
    made.set_content("")
    made.add_attachment(_pages(pages), maintype="image", subtype="tiff", filename="fax.tif")
    take_in_mail(made.as_bytes(), at=at)


def _pages(count: int) -> bytes:
    drawn = []
    for number in range(count):
        page = Image.new("1", (1728, 2200), 1)
        pen = ImageDraw.Draw(page)
        pen.text((200, 200), f"HIS printer error, please help  {number + 1}/{count}", fill=0)
        pen.rectangle((200, 300, 1500, 1900), outline=0, width=3)
        drawn.append(page)
    out = io.BytesIO()
    drawn[0].save(out, "TIFF", compression="group4", save_all=True, append_images=drawn[1:], dpi=(204, 196))
    return out.getvalue()


def _on_paper(staff: dict[str, User], campus: Campus, now: datetime) -> None:
    came, agent = now - timedelta(hours=6), actor_of(staff["agent"])
    words = "药房发药窗口叫号屏不刷新，请派人查看。"
    new = Intake(
        "fax", words, "incident", "department", "limited", campus.hospital_id,
        caller_phone=campus.fax, contacted_at=came, late_because="传真来件，由人登记",
    )  # fmt: skip
    said = actions.Received(campus.fax, 1, came, words, new=new)
    actions.log_fax(agent, said, at=came + timedelta(minutes=12), submission="demo-fax-paper-0123456789")


def _went_out(staff: dict[str, User], places: list[Campus], now: datetime) -> None:
    """One arrived, one was busy, one waits to be printed."""
    agent = actor_of(staff["agent"])
    houses = {each.hospital_id: each.fax for each in places}
    rows = Ticket.objects.filter(hospital__in=houses, accepted_at__lt=now - timedelta(hours=3)).exclude(state__in=ENDED)
    told = (Result.DELIVERED, Result.BUSY, None)
    for turn, card in enumerate(rows.order_by("-accepted_at")[: len(told)]):
        at, result = now - timedelta(minutes=90 - turn * 10), told[turn]
        way = "gateway" if result else "hand"
        wanted = actions.Wanted(houses[card.hospital_id], "您好，处理办法见本页，请按步骤操作后回电。", way=way)
        try:
            fax = actions.make_fax(agent, card.number, wanted, at=at, submission=f"demo-fax-{turn}-0123456789")
        except Refused:
            continue
        key = fax.tries.values_list("key", flat=True).first()
        if result is not None and key:
            actions.hear_result(key, result, at=at + timedelta(minutes=4))

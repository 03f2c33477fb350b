"""Every act on a fax, with what has to be true before it."""

from django.conf import settings

from shouwen.apps.channels.actions import open_of_mail, take_in_mail
from shouwen.apps.channels.fax.gateway import gateway_of
from shouwen.apps.channels.models import Mail
from shouwen.apps.customers.faxes import Sender
from shouwen.apps.faxes import actions as faxes
from shouwen.apps.faxes.models import FaxOut, FaxTry
from shouwen.apps.tickets import actions as cards
from shouwen.policy.fax import Result
from tests.cast import at
from tests.channels.letters import raw
from tests.faults.desk_acts import Desk, Step

KEY = "fax-0123456789abcdef"
NUMBER = "0755-8335 0000"


def by_fax(desk: Desk) -> object:
    sender = Sender(desk.cast.hospital)
    said = cards.Faxed(sender, "传真 Fax", (), desk.by("agent"))
    return cards.report_by_fax(said, at=at(0), submission=KEY)


def logged(desk: Desk) -> object:
    new = cards.Intake("fax", "打印", "advice", hospital_id=desk.cast.hospital.pk)
    return faxes.log_fax(desk.by("agent"), faxes.Received(NUMBER, 1, at(0), "打印", new=new), at=at(1), submission=KEY)


def reported(desk: Desk) -> None:
    desk.made["card"] = desk.cast.report().number


def by_gateway(desk: Desk) -> object:
    settings.FAX = gateway_of("fax@gw.example", "gw.example")
    return faxes.make_fax(
        desk.by("agent"),
        str(desk.made["card"]),
        faxes.Wanted(NUMBER, "请看。", way="gateway"),
        at=at(1),
        submission=KEY,
    )


def by_hand(desk: Desk) -> None:
    faxes.make_fax(desk.by("agent"), str(desk.made["card"]), faxes.Wanted(NUMBER, "请看。"), at=at(1), submission=KEY)


def told(result: Result) -> Step:
    return lambda _desk: faxes.hear_result(str(FaxTry.objects.get().key), result, at=at(3))


def pk() -> int:
    return FaxOut.objects.get().pk


def waits(_desk: Desk) -> None:
    take_in_mail(raw("住院号：00123456", sender="x@y.example"), at=at(0))


def opened(desk: Desk) -> object:
    mail = Mail.objects.get()
    assert mail.original_id is not None
    return open_of_mail(desk.by("agent"), mail.pk, mail.original_id, "核对", at=at(1))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "tickets.report_by_fax": ((), by_fax),
    "faxes.log_fax": ((), logged),
    "faxes.make_fax": ((reported,), by_gateway),
    "faxes.send_fax_again": (
        (reported, by_gateway, told(Result.BUSY)),
        lambda d: faxes.send_fax_again(d.by("agent"), pk(), at=at(4)),
    ),
    "faxes.note_fax_try": (
        (reported, by_hand),
        lambda d: faxes.note_fax_try(d.by("agent"), pk(), "delivered", at(2), at=at(3), submission=KEY),
    ),
    "faxes.call_off_fax": ((reported, by_hand), lambda d: faxes.call_off_fax(d.by("agent"), pk(), at=at(3))),
    "faxes.hear_result": ((reported, by_gateway), told(Result.DELIVERED)),
    "channels.open_of_mail": ((waits,), opened),
}

"""The acts that stand in no other table: notices, letters, the calendar, the anchor, keys of programs, time."""

from collections.abc import Callable

from shouwen.apps.calendars import actions as calendars
from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.queries import newest
from shouwen.apps.channels import actions as channels
from shouwen.apps.channels.actions.signals import Told
from shouwen.apps.files import jobs as file_jobs
from shouwen.apps.files.models import StoredFile
from shouwen.apps.ledger import anchor
from shouwen.apps.ledger.unit_of_work import alone
from shouwen.apps.notices import actions as notices
from shouwen.apps.notices.jobs import release_for
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox import actions as outbox
from shouwen.apps.outbox import receipts
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.paging import actions as paging
from shouwen.apps.paging.models import Alarm
from shouwen.apps.people import actions as people
from shouwen.apps.people.allowance import do_once
from shouwen.apps.progress.jobs import press_for_word
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import jobs
from shouwen.apps.tickets.actions.intake import Intake
from shouwen.apps.tickets.actions.repromise import repromise
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import SYSTEM
from tests.cast import at
from tests.channels.letters import raw
from tests.faults.desk_acts import Desk, Step
from tests.policy.test_notice import CSV

KINDS = tuple(Kind)[:3]


def told(desk: Desk) -> None:
    """A card, of which its first contact was told, and a letter that nobody sent yet."""
    desk.made["ticket"] = desk.cast.report().pk


def kept_through_the_noon(desk: Desk) -> None:
    """A letter that waits for its reader's quiet to end."""
    person = desk.cast.users["pm"]
    person.email = "pm@vendor.example"
    person.save()
    notices.keep_quiet(desk.by("pm"), "10:00", "12:00", "none", [])
    desk.cast.report()


def letter(desk: Desk) -> None:
    """From somebody whom nobody knows: it waits."""
    desk.made["mail"] = channels.take_in_mail(raw(sender="x@y.example"), at=at(0)).pk


def let_go(desk: Desk) -> None:
    channels.discard(desk.by("agent"), desk.made["mail"], "广告", at=at(1))


def of_a_hospital(desk: Desk) -> None:
    person = desk.cast.users["hospital_a"]
    person.email = "hospital_a@hospital.example"
    person.save()


def onto_a_card(desk: Desk) -> object:
    return channels.attach_waiting(desk.by("agent"), desk.made["mail"], Ticket.objects.get().number, at=at(2))


def sent_out(_desk: Desk) -> None:
    Delivery.objects.create(key="out", channel="email", payload={}, state="sent", made_at=at(0), not_before=at(0))


def alarmed(desk: Desk) -> None:
    """A grade 1 failure that nobody has answered."""
    desk.made["number"] = desk.cast.report(by="hospital_a", answer="whole_hospital").number


def called(_desk: Desk) -> object:
    alarm = Alarm.objects.get()
    return paging.call_next(alarm.ticket_id, alarm.pk, at=at(1))


def pressed_for(_desk: Desk) -> object:
    owed = Owed.objects.get()
    return press_for_word(owed.ticket_id, owed.pk, at=at(31))


def buried(desk: Desk) -> None:
    made = Delivery.objects.create(
        key="dead", channel="email", payload={}, state="dead", made_at=at(0), not_before=at(0), attempts=9
    )
    desk.made["letter"] = made.key


def stopped(_desk: Desk) -> None:
    outbox.suspend("restored", at=at(1))


def read(desk: Desk) -> object:
    notice = Notice.objects.order_by("pk")[0]
    return notices.read(desk.by(notice.person.username), notice.pk, at=at(2))


def read_all(desk: Desk) -> object:
    return notices.read_all(desk.by(Notice.objects.order_by("pk")[0].person.username), at=at(2))


def new_version(_desk: Desk) -> None:
    last = newest()
    CalendarVersion.objects.create(number=last.number + 1, published_at=at(5), days=last.days, years=last.years)


def promised_anew(desk: Desk) -> object:
    return repromise(desk.made["ticket"], newest(), at=at(6), everything=True)


def keyed(desk: Desk) -> object:
    phone: Callable[[], object] = lambda: people.change_phone(desk.by("agent"), "100-7", at=at(1))  # noqa: E731
    return do_once(desk.cast.users["agent"], "key-0123456789abcdef", "digest", phone, at=at(1))


def with_a_file(desk: Desk) -> None:
    kept = StoredFile.objects.create(
        label="a", media_type="text/plain", size=1, sha256="0" * 64, owner=desk.cast.users["agent"], stored_at=at(0)
    )
    desk.made["file"] = kept.pk


def found_damaged(desk: Desk) -> object:
    """As the scrub notes it."""
    return file_jobs._note(StoredFile.objects.get(pk=desk.made["file"]), is_whole=False, at=at(1))


def by_himself(desk: Desk) -> object:
    return alone(desk.by("agent"), "/here/", lambda: people.change_phone(desk.by("agent"), "100-8", at=at(1)))


def looked_at(_desk: Desk) -> object:
    return jobs.look(Ticket.objects.get().pk, at(300))


def reporting(desk: Desk) -> None:
    """A program of a hospital that may report."""
    desk.made["program"] = channels.add_program(desk.by("hospital_a"), "监控", at=at(0))[0].pk


def told_by_it(desk: Desk) -> object:
    said = Told("a", "opened", "disk", "患者电话13812345678，磁盘将满。")
    return channels.take_signal(desk.made["program"], said, at=at(1))


def said_by_it(desk: Desk) -> object:
    return channels.take_signal(desk.made["program"], Told("b", "said", "disk", "已满。"), at=at(2))


def receipt(_desk: Desk) -> object:
    return receipts.take_receipt("email", "out", "e1", False, "no such number", at=at(1))


def too_early(_desk: Desk) -> None:
    receipts.take_receipt("email", "out", "e1", False, "no such number", at=at(0))


def settled(_desk: Desk) -> object:
    return receipts.settle_receipts(at=at(2))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "calendars.publish": ((), lambda d: calendars.publish(d.by("manager"), "2027", CSV, at=at(1))),
    "channels.add_program": ((), lambda d: channels.add_program(d.by("hospital_a"), "监控", at=at(0))),
    "channels.remove_program": (
        (reporting,),
        lambda d: channels.remove_program(d.by("hospital_a"), d.made["program"], at=at(1)),
    ),
    "channels.renew_secret": (
        (reporting,),
        lambda d: channels.renew_secret(d.by("hospital_a"), d.made["program"], at=at(1)),
    ),
    "channels.switch_program": (
        (reporting,),
        lambda d: channels.switch_program(d.by("hospital_a"), d.made["program"], on=False, at=at(1)),
    ),
    "channels.take_signal": ((reporting, told_by_it), said_by_it),
    "channels.attach_waiting": ((told, letter), onto_a_card),
    "channels.bring_back": ((letter, let_go), lambda d: channels.bring_back(d.by("agent"), d.made["mail"], at=at(2))),
    "channels.discard": ((letter,), let_go),
    "channels.keep_unreadable": ((), lambda d: channels.keep_unreadable(b"\xff", at=at(1))),
    "channels.take_in_letter": ((of_a_hospital,), lambda d: channels.take_in_mail(raw(proof=""), at=at(1))),
    "channels.take_in_waiting": (
        (letter,),
        lambda d: channels.take_in_waiting(d.by("agent"), d.made["mail"], Intake("mail", "打印", "advice"), at=at(1)),
    ),
    "outbox.bounce": ((sent_out,), lambda d: outbox.bounce("<out@localhost>", "x", at=at(1))),
    "outbox.take_receipt": ((sent_out,), receipt),
    "outbox.settle_receipts": ((too_early, sent_out), settled),
    "files._note": ((with_a_file,), found_damaged),
    "ledger.alone": ((), by_himself),
    "ledger.record": ((told,), lambda d: anchor.record(anchor.take(at(1)), SYSTEM.ledger)),
    "notices.read": ((told,), read),
    "notices.read_all": ((told,), read_all),
    "notices.keep_quiet": (
        (),
        lambda d: notices.keep_quiet(d.by("agent"), "21:00", "07:00", "own", ["1", "2"]),
    ),
    "notices.forget_quiet": (
        (lambda d: notices.keep_quiet(d.by("agent"), "21:00", "07:00", "none", []),),
        lambda d: notices.forget_quiet(d.by("agent")),
    ),
    "notices.release_for": ((kept_through_the_noon,), lambda d: release_for(d.who("pm"), "email", at=at(300))),
    "notices.prefer": ((), lambda d: notices.prefer(d.by("agent"), KINDS, KINDS[:1], KINDS[1:])),
    "outbox.suspend": ((), stopped),
    "outbox.resume": ((told, stopped), lambda d: outbox.resume(SYSTEM, at=at(2), drop_pending=True)),
    "outbox.revive": ((buried,), lambda d: outbox.revive(d.by("admin"), d.made["letter"], at=at(2))),
    "paging.answer_page": ((alarmed,), lambda d: paging.answer_page(d.by("agent"), d.made["number"], at=at(2))),
    "paging.call_next": ((alarmed,), called),
    "progress.press_for_word": ((alarmed,), pressed_for),
    "people.do_once": ((), keyed),
    "tickets.look": ((told,), looked_at),
    "tickets.repromise": ((told, new_version), promised_anew),
}

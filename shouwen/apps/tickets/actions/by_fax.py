"""受理 of a fax that a machine took: its hospital is known by its number, and nobody has spoken with anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.calendars.queries import newest
from shouwen.apps.customers.faxes import Sender
from shouwen.apps.files.actions import Upload
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.access import known_by
from shouwen.apps.tickets.actions.acceptance import Words, accept
from shouwen.apps.tickets.actions.report import who_answers
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.catalogue import Service
from shouwen.policy.originals import Shows
from shouwen.policy.roles import SYSTEM, Actor, Level
from shouwen.policy.severity import PLAIN_QUESTION, PlainAnswer, grade


@dataclass(frozen=True)
class Faxed:
    """What came. `keeper`: under whose name words and pages are kept, as he is on duty; they are not his."""

    sender: Sender
    text: str
    uploads: Sequence[Upload]
    keeper: Actor


@act
def report_by_fax(said: Faxed, *, at: datetime, submission: str) -> Ticket:
    """Accept what came by fax at the instant `at` (clauses acceptance.always, first_contact.at_once).

    Who answers follows the rule of the portal; grade 3 until somebody has read it. Every page is taken to show a
    patient (clause privacy.masked_on_save). The same `submission` gives the same card again. Refused: as files.
    """
    known = known_by(submission)
    if known:
        return known
    kind, impact, urgency = PLAIN_QUESTION[PlainAnswer.DEPARTMENT]
    calendar, hospital = newest(), said.sender.hospital
    given = grade(kind, impact, urgency)
    person, because = who_answers(hospital, given, calendar.pk, at)
    contact = said.sender.contact
    ticket = Ticket(
        hospital=hospital,
        campus=said.sender.campus,
        department=contact.department if contact else None,
        contact=contact,
        channel="fax",
        kind=kind,
        service=Service.HOTLINE,
        impact=impact,
        urgency=urgency,
        grade=given,
        level=Level.SERVICE_CENTRE,
        first_contact_id=person,
        first_contact_because=because,
        opened_by_id=said.keeper.person,
        accepted_at=at,
        changed_at=at,
        calendar_version=calendar,
        submission=submission,
    )
    words = Words(said.text, said.uploads, Shows.YES, said.keeper)
    return accept(ticket, SYSTEM, words, at=at)

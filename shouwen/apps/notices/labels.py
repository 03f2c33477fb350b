"""A notice in the reader's words: plain sentences with fixed variables."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.models import Notice

Words = dict[str, Promise | str]

SENTENCES: dict[Kind, Promise | str] = {
    Kind.FIRST_CONTACT: gettext_lazy("You are the first contact of %(number)s"),
    Kind.DIRECTOR_TOLD: gettext_lazy("Grade 1: %(number)s of %(hospital)s"),
    Kind.TAKEN: gettext_lazy("%(who)s took on %(number)s"),
    Kind.REPLY_FROM_HOSPITAL: gettext_lazy("%(hospital)s replied on %(number)s"),
    Kind.REPLY_TO_HOSPITAL: gettext_lazy("%(who)s replied to you on %(number)s"),
    Kind.HELD: gettext_lazy("%(number)s is on hold"),
    Kind.RESOLVED: gettext_lazy("%(number)s is resolved"),
    Kind.REOPENED: gettext_lazy("%(number)s is open again"),
    Kind.SUBSTITUTED: gettext_lazy("You answer for the first contact of %(number)s"),
    Kind.FOLLOWED_UP: gettext_lazy("%(who)s followed up %(number)s with the hospital"),
    Kind.CLOSED: gettext_lazy("%(number)s is closed"),
    Kind.DEADLINE_50: gettext_lazy("Half of the time for %(clock)s of %(number)s is used up"),
    Kind.DEADLINE_80: gettext_lazy("Four fifths of the time for %(clock)s of %(number)s are used up"),
    Kind.DEADLINE_100: gettext_lazy("The deadline for %(clock)s of %(number)s was missed at %(due)s"),
    Kind.CLIMBED: gettext_lazy("%(number)s climbed to %(level)s"),
    Kind.CLIMB_PROPOSED: gettext_lazy("Please decide: %(number)s should climb to %(level)s"),
    Kind.OFFERED: gettext_lazy("%(who)s offers you %(number)s"),
    Kind.OFFER_ACCEPTED: gettext_lazy("%(who)s accepted %(number)s"),
    Kind.OFFER_RETURNED: gettext_lazy("The offer of %(number)s came back"),
    Kind.CHASED: gettext_lazy("An answer on %(number)s is pressed for"),
    Kind.DISPUTED: gettext_lazy("%(hospital)s disputes the grade of %(number)s"),
    Kind.DISPUTE_SETTLED: gettext_lazy("Your objection to the grade of %(number)s was answered"),
    Kind.DISPATCHED: gettext_lazy("Somebody is sent on site for %(number)s"),
    Kind.ANNOUNCED: gettext_lazy("Progress on the incident behind %(number)s"),
    Kind.RATED: gettext_lazy("%(hospital)s rated %(number)s"),
    Kind.PASSED_ON: gettext_lazy("%(number)s passed to you: a colleague left"),
    Kind.IDENTIFIED: gettext_lazy("%(number)s turned out to be of %(hospital)s"),
    Kind.STANDING_CONTACT: gettext_lazy("%(hospital)s: the account manager or the deputy has changed"),
    Kind.CONFIRMED: gettext_lazy("%(hospital)s confirms that %(number)s is solved"),
    Kind.PAGED: gettext_lazy("Please answer now: %(number)s of %(hospital)s, grade %(grade)s, has no response"),
    Kind.WORD_PRESSED: gettext_lazy("The hospital waits for word on %(number)s, due at %(due)s"),
    Kind.WORD_ESCALATED: gettext_lazy("%(number)s: %(hospital)s still has no word, due at %(due)s"),
    Kind.ROTA_HOLES: gettext_lazy(
        "The rota of the service centre has holes in the next two weeks, the first at %(first)s"
    ),
    Kind.WEBHOOK_OFF: gettext_lazy("A webhook was switched off: its address takes nothing any more"),
    Kind.CONSULTATION_CALLED: gettext_lazy("%(who)s calls you to a consultation on %(number)s"),
    Kind.CONSULTATION_DUE: gettext_lazy("The conclusion of the consultation on %(number)s is due by %(due)s"),
    Kind.CONSULTATION_LATE: gettext_lazy("The consultation on %(number)s is late: the conclusion was due at %(due)s"),
    Kind.MINUTES_SIGNED: gettext_lazy("The minutes of the consultation on %(number)s are signed"),
    Kind.CERTIFICATE_ENDS: gettext_lazy("An expert's certificate ends on %(ends)s"),
    Kind.VISIT_PROPOSED: gettext_lazy("The visit of an expert for %(number)s waits for your agreement"),
    Kind.VISIT_ANSWERED: gettext_lazy("%(hospital)s answered on the visit of an expert for %(number)s"),
    Kind.SOLUTION_APPROVED: gettext_lazy("A special solution for %(number)s is ready for you"),
    Kind.QUOTE_SENT: gettext_lazy("A quote on %(number)s waits for your confirmation"),
    Kind.QUOTE_CONFIRMED: gettext_lazy("%(hospital)s confirmed the quote on %(number)s"),
    Kind.QUOTE_DECLINED: gettext_lazy("%(hospital)s declined the quote on %(number)s"),
    Kind.QUOTE_EXPIRED: gettext_lazy("The quote on %(number)s expired without an answer"),
    Kind.QUOTE_ENDED: gettext_lazy("Nothing is to be paid for %(number)s any more: its quote is void or given back"),
    Kind.STATEMENT_CLOSED: gettext_lazy("A statement of account of %(hospital)s is ready"),
    Kind.URGENT_ASKED: gettext_lazy("%(hospital)s asks for an urgent response on %(number)s: there by %(due)s"),
    Kind.URGENT_ACCEPTED: gettext_lazy("Urgent response promised for %(number)s: there by %(due)s"),
    Kind.URGENT_DECLINED: gettext_lazy("The urgent response for %(number)s was declined; the reason is on the card"),
    Kind.URGENT_ENDED: gettext_lazy("The urgent response for %(number)s is not needed any more"),
    Kind.URGENT_WARNED: gettext_lazy("The urgent response for %(number)s is due by %(due)s"),
    Kind.URGENT_MISSED: gettext_lazy("The urgent response for %(number)s was missed; its unit does not count"),
    Kind.RULING_PROPOSED: gettext_lazy("Please rule on the cause of %(number)s: %(cause)s is proposed"),
    Kind.RULED: gettext_lazy("The cause of %(number)s was ruled on: %(cause)s; the reason is on the card"),
    Kind.RULING_APPEALED: gettext_lazy("%(hospital)s appeals against the ruling on %(number)s"),
    Kind.RULING_FINAL: gettext_lazy("The final ruling on %(number)s: %(cause)s; the reason is on the card"),
    Kind.RULING_WARNED: gettext_lazy("The ruling on %(number)s is due by %(due)s"),
    Kind.RULING_LATE: gettext_lazy("The ruling on %(number)s was due at %(due)s and is late"),
    Kind.COVER_ENDS: gettext_lazy("%(hospital)s: cover ends on %(ends)s, in %(days)s days"),
}
KINDS: dict[Kind, Promise | str] = {
    Kind.FIRST_CONTACT: pgettext_lazy("notice", "I become the first contact"),
    Kind.DIRECTOR_TOLD: pgettext_lazy("notice", "A grade 1 failure (directors)"),
    Kind.TAKEN: pgettext_lazy("notice", "Somebody takes the card on"),
    Kind.REPLY_FROM_HOSPITAL: pgettext_lazy("notice", "The hospital replies"),
    Kind.REPLY_TO_HOSPITAL: pgettext_lazy("notice", "We reply to you"),
    Kind.HELD: pgettext_lazy("notice", "Put on hold"),
    Kind.RESOLVED: pgettext_lazy("notice", "Resolved"),
    Kind.REOPENED: pgettext_lazy("notice", "Open again"),
    Kind.SUBSTITUTED: pgettext_lazy("notice", "I stand in for a first contact"),
    Kind.FOLLOWED_UP: pgettext_lazy("notice", "Followed up with the hospital"),
    Kind.CLOSED: pgettext_lazy("notice", "Closed"),
    Kind.DEADLINE_50: pgettext_lazy("notice", "Half of a deadline is used up"),
    Kind.DEADLINE_80: pgettext_lazy("notice", "Four fifths of a deadline are used up"),
    Kind.DEADLINE_100: pgettext_lazy("notice", "A deadline was missed"),
    Kind.CLIMBED: pgettext_lazy("notice", "A card climbed"),
    Kind.CLIMB_PROPOSED: pgettext_lazy("notice", "A climb is proposed"),
    Kind.OFFERED: pgettext_lazy("notice", "A card is offered to me"),
    Kind.OFFER_ACCEPTED: pgettext_lazy("notice", "My offer is accepted"),
    Kind.OFFER_RETURNED: pgettext_lazy("notice", "My offer comes back"),
    Kind.CHASED: pgettext_lazy("notice", "Somebody presses for an answer"),
    Kind.DISPUTED: pgettext_lazy("notice", "The hospital disputes a grade"),
    Kind.DISPUTE_SETTLED: pgettext_lazy("notice", "My objection is answered"),
    Kind.DISPATCHED: pgettext_lazy("notice", "Somebody is sent on site"),
    Kind.ANNOUNCED: pgettext_lazy("notice", "Progress of a major incident"),
    Kind.RATED: pgettext_lazy("notice", "The hospital rates a card"),
    Kind.PASSED_ON: pgettext_lazy("notice", "A card passes to me from a colleague who left"),
    Kind.IDENTIFIED: pgettext_lazy("notice", "A card turns out to be of my hospital"),
    Kind.STANDING_CONTACT: pgettext_lazy("notice", "Account manager or deputy changes"),
    Kind.CONFIRMED: pgettext_lazy("notice", "The hospital confirms a solution"),
    Kind.PAGED: pgettext_lazy("notice", "I am called for a failure of grade 1 or 2"),
    Kind.WORD_PRESSED: pgettext_lazy("notice", "A word to the hospital is overdue"),
    Kind.WORD_ESCALATED: pgettext_lazy("notice", "A hospital still has no word (further up)"),
    Kind.ROTA_HOLES: pgettext_lazy("notice", "Holes in the rota of the service centre"),
    Kind.WEBHOOK_OFF: pgettext_lazy("notice", "A webhook of mine is switched off"),
    Kind.CONSULTATION_CALLED: pgettext_lazy("notice", "I am called to a consultation"),
    Kind.CONSULTATION_DUE: pgettext_lazy("notice", "The conclusion of a consultation is due soon"),
    Kind.CONSULTATION_LATE: pgettext_lazy("notice", "The conclusion of a consultation is late"),
    Kind.MINUTES_SIGNED: pgettext_lazy("notice", "Minutes of a consultation are signed"),
    Kind.CERTIFICATE_ENDS: pgettext_lazy("notice", "A certificate of an expert ends soon"),
    Kind.VISIT_PROPOSED: pgettext_lazy("notice", "A visit of an expert waits for our agreement"),
    Kind.VISIT_ANSWERED: pgettext_lazy("notice", "A hospital answers on the visit of an expert"),
    Kind.SOLUTION_APPROVED: pgettext_lazy("notice", "A special solution is ready"),
    Kind.QUOTE_SENT: pgettext_lazy("notice", "A quote waits for our confirmation"),
    Kind.QUOTE_CONFIRMED: pgettext_lazy("notice", "A hospital confirms a quote"),
    Kind.QUOTE_DECLINED: pgettext_lazy("notice", "A hospital declines a quote"),
    Kind.QUOTE_EXPIRED: pgettext_lazy("notice", "A quote expires without an answer"),
    Kind.QUOTE_ENDED: pgettext_lazy("notice", "A quote is void, or its money is given back"),
    Kind.STATEMENT_CLOSED: pgettext_lazy("notice", "A statement of account is ready"),
    Kind.URGENT_ASKED: pgettext_lazy("notice", "A hospital asks for an urgent response"),
    Kind.URGENT_ACCEPTED: pgettext_lazy("notice", "An urgent response is promised"),
    Kind.URGENT_DECLINED: pgettext_lazy("notice", "An urgent response is declined"),
    Kind.URGENT_ENDED: pgettext_lazy("notice", "An urgent response is not needed any more"),
    Kind.URGENT_WARNED: pgettext_lazy("notice", "An urgent response is due soon"),
    Kind.URGENT_MISSED: pgettext_lazy("notice", "An urgent response was missed"),
    Kind.RULING_PROPOSED: pgettext_lazy("notice", "A cause waits for development's ruling"),
    Kind.RULED: pgettext_lazy("notice", "Development ruled on a cause"),
    Kind.RULING_APPEALED: pgettext_lazy("notice", "A hospital appeals against a ruling"),
    Kind.RULING_FINAL: pgettext_lazy("notice", "A final ruling"),
    Kind.RULING_WARNED: pgettext_lazy("notice", "A ruling is due soon"),
    Kind.RULING_LATE: pgettext_lazy("notice", "A ruling is late"),
    Kind.COVER_ENDS: pgettext_lazy("notice", "Cover ends soon"),
}
CLOCKS: Words = {
    "response": pgettext_lazy("the time for", "response"),
    "arrival": pgettext_lazy("the time for", "arrival"),
    "resolution": pgettext_lazy("the time for", "resolution"),
    "chase": pgettext_lazy("the time for", "the answer to a chase"),
}
LEVELS: Words = {
    "frontline": pgettext_lazy("level", "Level 1 front line"),
    "service_centre": pgettext_lazy("level", "Level 2 service centre"),
    "development": pgettext_lazy("level", "Level 3 development centre"),
}
# As on the cards; the floor of pages has the same words.
CAUSES: Words = {
    "inherent_defect": pgettext_lazy("cause", "Inherent defect"),
    "vendor_regression": pgettext_lazy("cause", "Regression by our release"),
    "new_requirement": pgettext_lazy("cause", "New requirement"),
    "policy_change": pgettext_lazy("cause", "Change of public policy"),
    "adaptation": pgettext_lazy("cause", "Adaptation to a new environment"),
    "misuse": pgettext_lazy("cause", "Operating error"),
    "third_party": pgettext_lazy("cause", "Third party"),
    "consultation": pgettext_lazy("cause", "Consultation"),
}


def sentence(notice: Notice, who: str) -> str:
    """What happened, in a line. `who` is the name of the person who did it, empty for the desk itself."""
    data = notice.event.data
    hospital = notice.subject_hospital
    variables = {
        "number": notice.ticket.number if notice.ticket else data.get("number", ""),
        "hospital": hospital.short_name if hospital else "",
        "who": who,
        "clock": str(CLOCKS.get(data.get("clock", ""), "")),
        "level": str(LEVELS.get(data.get("to", ""), "")),
        "first": _instant(data["first"]) if "first" in data else "",
        "grade": str(data.get("grade", "")),
        "due": _instant(data["due"]) if "due" in data else "",
        "cause": str(CAUSES.get(data.get("cause", ""), "")),
        "ends": data.get("ends_on", data.get("expires", "")),
        "days": data.get("days", ""),
    }
    return str(SENTENCES[Kind(notice.kind)]) % variables


def _instant(text: str) -> str:
    return timezone.localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")

"""Codes of the trade in the reader's words. Data holds codes; the words live here, at the edge."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, pgettext_lazy

from shouwen.ui.billing_words import BILLING
from shouwen.ui.call_words import CALLS
from shouwen.ui.channel_words import CHANNELS
from shouwen.ui.complaint_words import COMPLAINTS
from shouwen.ui.conversation_words import TALKS
from shouwen.ui.duty_words import DUTY
from shouwen.ui.event_words import EVENTS
from shouwen.ui.expert_words import EXPERTS
from shouwen.ui.macro_words import MACROS
from shouwen.ui.queue_words import QUEUES
from shouwen.ui.record_words import RECORDS
from shouwen.ui.remote_words import REMOTE
from shouwen.ui.rule_words import RULES
from shouwen.ui.survey_words import SURVEYS
from shouwen.ui.term_words import TERMS
from shouwen.ui.webhook_words import WEBHOOKS

Words = Mapping[str, Promise | str]

VOCABULARIES: dict[str, Words] = {
    "state": {
        "accepted": pgettext_lazy("state", "Accepted"),
        "working": pgettext_lazy("state", "In progress"),
        "held": pgettext_lazy("state", "On hold"),
        "restored": pgettext_lazy("state", "Restored"),
        "resolved": pgettext_lazy("state", "Resolved"),
        "followed_up": pgettext_lazy("state", "Followed up"),
        "closed": pgettext_lazy("state", "Closed"),
        "archived": pgettext_lazy("state", "Archived"),
    },
    "act": {
        "take": pgettext_lazy("act", "Take"),
        "classify": pgettext_lazy("act", "Classify"),
        "reply": pgettext_lazy("act", "Reply"),
        "note": pgettext_lazy("act", "Internal note"),
        "hold": pgettext_lazy("act", "Hold"),
        "resume": pgettext_lazy("act", "Resume"),
        "restore": pgettext_lazy("act", "Restored"),
        "resolve": pgettext_lazy("act", "Resolve"),
        "follow_up": pgettext_lazy("act", "Follow up"),
        "substitute": pgettext_lazy("act", "Substitute"),
        "confirm": pgettext_lazy("act", "Confirm the solution"),
        "close": pgettext_lazy("act", "Close"),
        "reopen": pgettext_lazy("act", "Reopen"),
        "offer": pgettext_lazy("act", "Hand over"),
        "chase": pgettext_lazy("act", "Chase"),
        "dispute": pgettext_lazy("act", "Dispute the grade"),
        "settle": pgettext_lazy("act", "Answer the dispute"),
        "dispatch": pgettext_lazy("act", "Send somebody"),
        "arrive": pgettext_lazy("act", "Arrived"),
        "merge": pgettext_lazy("act", "Merge"),
        "link": pgettext_lazy("act", "Link"),
        "bind_problem": pgettext_lazy("act", "Bind to a problem"),
        "split": pgettext_lazy("act", "Split"),
        "declare_major": pgettext_lazy("act", "Major incident"),
        "withdraw": pgettext_lazy("act", "Withdraw"),
        "cancel": pgettext_lazy("act", "Not for us"),
        "rate": pgettext_lazy("act", "Rate"),
        "revise": pgettext_lazy("act", "Revise"),
        "identify": pgettext_lazy("act", "Say which hospital it is"),
        "retitle": pgettext_lazy("act", "Another title"),
    },
    "scope": {
        "read": pgettext_lazy("scope", "read"),
        "write": pgettext_lazy("scope", "write"),
    },
    # What a card of a hand-over list waits for, besides the reasons of a hold.
    "waits": {
        "untaken": pgettext_lazy("waits for", "somebody to take it"),
        "offer": pgettext_lazy("waits for", "the answer to an offer"),
        "chase": pgettext_lazy("waits for", "the answer to a chase"),
        "dispute": pgettext_lazy("waits for", "the answer to a dispute"),
        "journey": pgettext_lazy("waits for", "somebody to arrive"),
        "follow_up": pgettext_lazy("waits for", "the follow-up"),
        "waiting_customer": pgettext_lazy("hold reason", "waiting for the hospital"),
        "third_party": pgettext_lazy("hold reason", "waiting for a third party"),
        "change_window": pgettext_lazy("hold reason", "waiting for the change window"),
        "release_schedule": pgettext_lazy("hold reason", "waiting for the planned release"),
    },
    # What hangs on a colleague who leaves.
    "burden": {
        "handled": pgettext_lazy("burden", "Cards that he handles"),
        "offered": pgettext_lazy("burden", "Offers to him"),
        "answered_for": pgettext_lazy("burden", "Cards that he answers for as first contact or substitute"),
        "journeys": pgettext_lazy("burden", "Journeys on which he was sent"),
        "managed": pgettext_lazy("burden", "Hospitals whose account manager he is"),
        "deputised": pgettext_lazy("burden", "Hospitals whose deputy he is"),
        "postings": pgettext_lazy("burden", "Hospitals to which he is posted"),
        "posts": pgettext_lazy("burden", "Posts on which he stands"),
        "shifts": pgettext_lazy("burden", "Shifts to come"),
        "stands_in": pgettext_lazy("burden", "Absences in which he stands in"),
        "unsigned": pgettext_lazy("burden", "Hand-over lists that he has not signed"),
        "quotes": pgettext_lazy("burden", "Quotes that wait to be sent or answered"),
        "consultations": pgettext_lazy("burden", "Consultations that he leads or has not signed"),
        "expert_visits": pgettext_lazy("burden", "Visits on which he goes as expert"),
        "remote_asked": pgettext_lazy("burden", "Authorisations of remote service that he asked for"),
        "remote_sessions": pgettext_lazy("burden", "Remote sessions that run or are not written down"),
        "named_for": pgettext_lazy("burden", "Hospitals for which he is named as expert"),
    },
    "hold_reason": {
        "waiting_customer": pgettext_lazy("hold reason", "waiting for the hospital"),
        "third_party": pgettext_lazy("hold reason", "waiting for a third party"),
        "change_window": pgettext_lazy("hold reason", "waiting for the change window"),
        "release_schedule": pgettext_lazy("hold reason", "waiting for the planned release"),
    },
    "follow_up_result": {
        "solved": pgettext_lazy("follow-up result", "Solved"),
        "not_solved": pgettext_lazy("follow-up result", "Not solved"),
        "unreached": pgettext_lazy("follow-up result", "Not reached"),
    },
    "level": {
        "frontline": pgettext_lazy("level", "Level 1 front line"),
        "service_centre": pgettext_lazy("level", "Level 2 service centre"),
        "development": pgettext_lazy("level", "Level 3 development centre"),
    },
    "level_short": {
        "frontline": pgettext_lazy("level", "Level 1"),
        "service_centre": pgettext_lazy("level", "Level 2"),
        "development": pgettext_lazy("level", "Level 3"),
    },
    "days_off": {
        "none": pgettext_lazy("days off", "none: I work in shifts"),
        "calendar": pgettext_lazy("days off", "the calendar's days off (weekends, holidays; not make-up days)"),
        "own": pgettext_lazy("days off", "all but my own working days"),
    },
    "weekday": {
        "1": pgettext_lazy("weekday", "Monday"),
        "2": pgettext_lazy("weekday", "Tuesday"),
        "3": pgettext_lazy("weekday", "Wednesday"),
        "4": pgettext_lazy("weekday", "Thursday"),
        "5": pgettext_lazy("weekday", "Friday"),
        "6": pgettext_lazy("weekday", "Saturday"),
        "7": pgettext_lazy("weekday", "Sunday"),
    },
    "aid_kind": {
        "reply": pgettext_lazy("aid", "Canned replies"),
        "checklist": pgettext_lazy("aid", "Checklists"),
        "macro": pgettext_lazy("aid", "Macros"),
    },
    "originals_by": {
        "handlers": pgettext_lazy("originals", "whoever works on cards"),
        "lead": pgettext_lazy("originals", "those who lead"),
    },
    "separation": {
        "off": pgettext_lazy("separation", "not separated"),
        "on": pgettext_lazy("separation", "separated"),
    },
    "password_profile": {
        "asvs": pgettext_lazy("password profile", "ASVS"),
        "dengbao3": pgettext_lazy("password profile", "Dengbao level 3"),
    },
    "role": {
        "agent": pgettext_lazy("role", "Service agent"),
        "resident": pgettext_lazy("role", "Resident engineer"),
        "developer": pgettext_lazy("role", "Developer"),
        "account_manager": pgettext_lazy("role", "Account manager"),
        "director": pgettext_lazy("role", "Service director"),
        "finance": pgettext_lazy("role", "Finance"),
        "auditor": pgettext_lazy("role", "Auditor"),
        "admin": pgettext_lazy("role", "Administrator"),
        "security_admin": pgettext_lazy("role", "Security administrator"),
        "it_head": pgettext_lazy("role", "Head of hospital IT"),
        "ward": pgettext_lazy("role", "Ward contact"),
    },
    "first_contact_because": {
        "account_manager": pgettext_lazy("first contact because", "the hospital's account manager"),
        "deputy": pgettext_lazy("first contact because", "deputy of the account manager"),
        "on_duty": pgettext_lazy("first contact because", "on duty when it was reported"),
        "took_the_word": pgettext_lazy("first contact because", "took the first word"),
    },
    "kind": {
        "incident": pgettext_lazy("kind", "Incident"),
        "question": pgettext_lazy("kind", "Question"),
        "requirement": pgettext_lazy("kind", "Requirement"),
        "advice": pgettext_lazy("kind", "Advice"),
        "complaint": pgettext_lazy("kind", "Complaint"),
    },
    "impact": {
        "hospital": pgettext_lazy("impact", "Whole hospital"),
        "departments": pgettext_lazy("impact", "Several departments"),
        "department": pgettext_lazy("impact", "One department"),
        "workstation": pgettext_lazy("impact", "One workstation"),
    },
    "urgency": {
        "stopped": pgettext_lazy("urgency", "Work stopped"),
        "limited": pgettext_lazy("urgency", "Work limited"),
        "workaround": pgettext_lazy("urgency", "Workaround exists"),
        "none": pgettext_lazy("urgency", "No effect"),
    },
    "service": {
        "onsite": pgettext_lazy("service", "On-site support"),
        "hotline": pgettext_lazy("service", "Hotline service"),
        "remote": pgettext_lazy("service", "Remote service"),
        "self_service": pgettext_lazy("service", "Self-service"),
        "online": pgettext_lazy("service", "Online service"),
        "patches": pgettext_lazy("service", "Corrective patches"),
        "bulletins": pgettext_lazy("service", "Information service"),
        "inspection": pgettext_lazy("service", "Pre-go-live inspection"),
        "green_channel": pgettext_lazy("service", "Green channel"),
        "urgent": pgettext_lazy("service", "Urgent response"),
        "expert_onsite": pgettext_lazy("service", "Expert on site"),
        "month_end": pgettext_lazy("service", "Month-end closing support"),
    },
    "cause": {
        "unknown": pgettext_lazy("cause", "Not yet known"),
        "inherent_defect": pgettext_lazy("cause", "Inherent defect"),
        "vendor_regression": pgettext_lazy("cause", "Regression by our release"),
        "new_requirement": pgettext_lazy("cause", "New requirement"),
        "policy_change": pgettext_lazy("cause", "Change of public policy"),
        "adaptation": pgettext_lazy("cause", "Adaptation to a new environment"),
        "misuse": pgettext_lazy("cause", "Operating error"),
        "third_party": pgettext_lazy("cause", "Third party"),
        "consultation": pgettext_lazy("cause", "Consultation"),
    },
    "charge": {
        "free": pgettext_lazy("charge", "Free of charge"),
        "included": pgettext_lazy("charge", "Included in the agreement"),
        "quota": pgettext_lazy("charge", "One urgent unit"),
        "quote": pgettext_lazy("charge", "Quote needed"),
    },
    # The same to a hospital, who wants a plain sentence.
    "charge_plainly": {
        "free": pgettext_lazy("charge", "You pay nothing for this."),
        "included": pgettext_lazy("charge", "Your maintenance agreement covers this: nothing extra to pay."),
        "quota": pgettext_lazy("charge", "This uses one of your urgent responses: nothing extra to pay."),
        "quote": pgettext_lazy(
            "charge", "This may cost money. We start paid work only after you have agreed to a quote."
        ),
    },
    "phase": {
        "not_started": pgettext_lazy("phase", "Not started"),
        "free": pgettext_lazy("phase", "Free phase"),
        "paid": pgettext_lazy("phase", "Paid phase"),
        "terminated": pgettext_lazy("phase", "Terminated"),
    },
    "cover": {
        "valid": pgettext_lazy("cover", "Valid"),
        "grace": pgettext_lazy("cover", "In grace days"),
        "lapsed": pgettext_lazy("cover", "Lapsed"),
        "none": pgettext_lazy("cover", "No cover"),
    },
    "holiday": {
        "new_years_day": pgettext_lazy("holiday", "New Year"),
        "spring_festival": pgettext_lazy("holiday", "Spring Festival"),
        "tomb_sweeping_day": pgettext_lazy("holiday", "Tomb-Sweeping Day"),
        "labour_day": pgettext_lazy("holiday", "Labour Day"),
        "dragon_boat_festival": pgettext_lazy("holiday", "Dragon Boat Festival"),
        "mid_autumn_festival": pgettext_lazy("holiday", "Mid-Autumn Festival"),
        "national_day": pgettext_lazy("holiday", "National Day"),
    },
    "day_class": {
        "workday": pgettext_lazy("day class", "working day"),
        "saturday": pgettext_lazy("day class", "Saturday"),
        "sunday": pgettext_lazy("day class", "Sunday"),
        "statutory_holiday": pgettext_lazy("day class", "public holiday"),
        "bridge_day": pgettext_lazy("day class", "bridge day off"),
        "makeup_day": pgettext_lazy("day class", "make-up working day"),
    },
    "clock_state": {
        "running": pgettext_lazy("clock state", "running"),
        "paused": pgettext_lazy("clock state", "held"),
        "met": pgettext_lazy("clock state", "met"),
        "breached": pgettext_lazy("clock state", "missed"),
        "void": pgettext_lazy("clock state", "outside the rates"),
    },
    "outcome": {
        "solved": pgettext_lazy("outcome", "Solved"),
        "withdrawn": pgettext_lazy("outcome", "Withdrawn by the hospital"),
        "cancelled": pgettext_lazy("outcome", "Cancelled"),
        "not_ours": pgettext_lazy("outcome", "Not ours"),
        "merged": pgettext_lazy("outcome", "Merged into another card"),
    },
    "link": {
        "duplicate": pgettext_lazy("link", "duplicate of"),
        "related": pgettext_lazy("link", "related to"),
        "child": pgettext_lazy("link", "caused by"),
        "split": pgettext_lazy("link", "split off from"),
        "continues": pgettext_lazy("link", "follows"),
    },
    "link_here": {
        "duplicate": pgettext_lazy("link here", "merged here"),
        "related": pgettext_lazy("link here", "related"),
        "child": pgettext_lazy("link here", "caused by this"),
        "split": pgettext_lazy("link here", "split off"),
        "continues": pgettext_lazy("link here", "followed by"),
    },
    "score": {
        "5": pgettext_lazy("score", "Very satisfied"),
        "4": pgettext_lazy("score", "Satisfied"),
        "3": pgettext_lazy("score", "So-so"),
        "2": pgettext_lazy("score", "Dissatisfied"),
        "1": pgettext_lazy("score", "Very dissatisfied"),
    },
    "clock": {
        "response": pgettext_lazy("clock", "Response"),
        "arrival": pgettext_lazy("clock", "Arrival"),
        "resolution": pgettext_lazy("clock", "Resolution"),
    },
    "debt": {
        "open": pgettext_lazy("debt", "Answers for"),
        "handled": pgettext_lazy("debt", "Handles"),
        "offers": pgettext_lazy("debt", "Offers waiting"),
        "late": pgettext_lazy("debt", "Late"),
        "chases": pgettext_lazy("debt", "Chases unanswered"),
        "words": pgettext_lazy("debt", "Words overdue"),
    },
    "calendar": {
        "24x7": pgettext_lazy("calendar", "24 × 7"),
        "hotline": pgettext_lazy("calendar", "6 × 10 (hotline)"),
        "remote": pgettext_lazy("calendar", "6 × 12 (remote)"),
        "online": pgettext_lazy("calendar", "5 × 8 (working days)"),
    },
    "span": {
        "worked": pgettext_lazy("span", "counted"),
        "closed": pgettext_lazy("span", "closed"),
        "paused": pgettext_lazy("span", "held"),
        "stopped": pgettext_lazy("span", "stopped"),
        "remaining": pgettext_lazy("span", "still to come"),
    },
    "method": {
        "phone": pgettext_lazy("follow-up method", "By phone"),
        "onsite": pgettext_lazy("follow-up method", "On site"),
        "chat": pgettext_lazy("follow-up method", "By chat"),
        "portal": pgettext_lazy("follow-up method", "On the portal"),
    },
    "answer": {
        "whole_hospital": pgettext_lazy("what stands still", "The whole hospital"),
        "departments": pgettext_lazy("what stands still", "Several departments"),
        "department": pgettext_lazy("what stands still", "My department"),
        "workstation": pgettext_lazy("what stands still", "One computer"),
        "question": pgettext_lazy("what stands still", "Just a question"),
    },
    "channel": {
        "portal": pgettext_lazy("channel", "Portal"),
        "chat": pgettext_lazy("channel", "Online conversation"),
        "phone": pgettext_lazy("channel", "Phone"),
        "walk_in": pgettext_lazy("channel", "In person"),
        "fax": pgettext_lazy("channel", "Fax"),
        "mail": pgettext_lazy("channel", "Mail"),
        "onsite": pgettext_lazy("channel", "On site"),
        "program": pgettext_lazy("channel", "A program"),
    },
}

GRADES: Words = {
    "1": pgettext_lazy("grade", "Grade 1"),
    "2": pgettext_lazy("grade", "Grade 2"),
    "3": pgettext_lazy("grade", "Grade 3"),
    "4": pgettext_lazy("grade", "Grade 4"),
    "5": pgettext_lazy("grade", "Grade 5"),
}
GRADE_MARKS: Words = {
    "1": pgettext_lazy("grade mark", "P1"),
    "2": pgettext_lazy("grade mark", "P2"),
    "3": pgettext_lazy("grade mark", "P3"),
    "4": pgettext_lazy("grade mark", "P4"),
    "5": pgettext_lazy("grade mark", "P5"),
}
VOCABULARIES["grade"] = GRADES
# What can be warned of: the clocks, and a chase.
VOCABULARIES["timed"] = {**VOCABULARIES["clock"], "chase": pgettext_lazy("clock", "Answer to a chase")}
VOCABULARIES["grade_mark"] = GRADE_MARKS
_MORE = (
    *(BILLING, CALLS, CHANNELS, COMPLAINTS, DUTY, EVENTS, EXPERTS),
    *(MACROS, QUEUES, RECORDS, REMOTE, RULES, SURVEYS, TALKS, TERMS, WEBHOOKS),
)
for words in _MORE:
    VOCABULARIES.update(words)


def word(code: object, vocabulary: str) -> str:
    """The word for a code. An unknown code shows itself: better a code than a broken page."""
    return _word(str(getattr(code, "value", code)), vocabulary, get_language() or "")


@lru_cache(maxsize=8192)
def _word(key: str, vocabulary: str, _language: str) -> str:
    return str(VOCABULARIES[vocabulary].get(key, key))


# The same for where it is said once for every reader, as on the fields of a form.
lazy_word = lazy(word, str)

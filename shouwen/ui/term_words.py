"""Codes of rulings, urgent responses and their units, and of what is paid, in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

TERM_EVENTS: Mapping[str, Promise | str] = {
    "urgent_asked": pgettext_lazy("event", "asked for an urgent response"),
    "urgent_accepted": pgettext_lazy("event", "accepted the urgent response"),
    "urgent_declined": pgettext_lazy("event", "declined the urgent response"),
    "urgent_ended": pgettext_lazy("event", "cancelled the urgent response"),
    "urgent_warned": pgettext_lazy("event", "the urgent response is due soon"),
    "urgent_missed": pgettext_lazy("event", "the urgent response came too late"),
    "unit_moved": pgettext_lazy("event", "moved an urgent unit"),
    "ruling_proposed": pgettext_lazy("event", "proposed a cause for development to rule on"),
    "ruling_withdrawn": pgettext_lazy("event", "took the proposed cause back"),
    "ruled": pgettext_lazy("event", "ruled on the cause"),
    "ruling_appealed": pgettext_lazy("event", "appealed against the ruling"),
    "ruling_final": pgettext_lazy("event", "ruled on the cause finally"),
    "ruling_warned": pgettext_lazy("event", "the ruling is due soon"),
    "ruling_late": pgettext_lazy("event", "the ruling is late"),
}
TERMS: Mapping[str, Mapping[str, Promise | str]] = {
    # What a clause of the policy is about, by the first half of its name.
    "clause_topic": {
        "phase": pgettext_lazy("clause", "Phase"),
        "cover": pgettext_lazy("clause", "Cover"),
        "charge": pgettext_lazy("clause", "Who pays"),
        "grade": pgettext_lazy("clause", "Grade"),
        "response": pgettext_lazy("clause", "Response"),
        "arrival": pgettext_lazy("clause", "Arrival"),
        "resolution": pgettext_lazy("clause", "Resolution"),
        "calendar": pgettext_lazy("clause", "Hours"),
        "quota": pgettext_lazy("clause", "Urgent responses"),
    },
    "ruling_state": {
        "proposed": pgettext_lazy("ruling", "Waits for development"),
        "decided": pgettext_lazy("ruling", "Decided"),
        "appealed": pgettext_lazy("ruling", "Appealed: waits for the director"),
        "final": pgettext_lazy("ruling", "Final"),
        "withdrawn": pgettext_lazy("ruling", "Taken back"),
    },
    "ruling_step": {
        "propose": pgettext_lazy("ruling step", "proposed"),
        "withdraw": pgettext_lazy("ruling step", "took it back"),
        "decide": pgettext_lazy("ruling step", "decided"),
        "appeal": pgettext_lazy("ruling step", "appealed"),
        "finalise": pgettext_lazy("ruling step", "decided finally"),
    },
    "urgent_state": {
        "asked": pgettext_lazy("urgent", "Asked for"),
        "accepted": pgettext_lazy("urgent", "Promised"),
        "arrived": pgettext_lazy("urgent", "Arrived in time"),
        "declined": pgettext_lazy("urgent", "Declined"),
        "withdrawn": pgettext_lazy("urgent", "Taken back by the hospital"),
        "cancelled": pgettext_lazy("urgent", "Cancelled"),
        "missed": pgettext_lazy("urgent", "Missed"),
    },
    "unit_account": {
        "available": pgettext_lazy("unit", "available"),
        "reserved": pgettext_lazy("unit", "reserved"),
        "used": pgettext_lazy("unit", "used"),
    },
    "unit_because": {
        "": "",
        "missed": pgettext_lazy("unit", "we came too late"),
        "cancelled": pgettext_lazy("unit", "nobody had to come"),
        "defect": pgettext_lazy("unit", "the cause is a defect of ours"),
    },
    "unpaid_cover": {
        "goes_on": pgettext_lazy("unpaid cover", "cover goes on"),
        "may_stop": pgettext_lazy("unpaid cover", "may be stopped by a person"),
    },
    "renewal": {
        "from_lapse": pgettext_lazy("renewal", "from the day after the last covered one"),
        "anew": pgettext_lazy("renewal", "anew; the gap stays uncovered"),
    },
}

TERM_REFUSALS: Mapping[str, Promise | str] = {
    "not_money": gettext_lazy("Please give an amount in yuan, with at most two decimals."),
    "agreement.paid_already": gettext_lazy("Something of it is paid already; take the payment back first."),
    "agreement.not_paid": gettext_lazy("It is not paid."),
    "agreement.cover_goes_on": gettext_lazy("By the desk's settings cover goes on while something is unpaid."),
    "agreement.nothing_overdue": gettext_lazy("Nothing of this period is overdue."),
    "agreement.stopped": gettext_lazy("Its cover is stopped already."),
    "agreement.not_stopped": gettext_lazy("Its cover is not stopped."),
    "renewal_before_end": gettext_lazy("The line is covered until {until}; a renewal begins after that day."),
    "urgent.open": gettext_lazy("An urgent response is asked for on this card already."),
    "urgent.kind": gettext_lazy("An urgent response is for faults and questions only."),
    "urgent.quote_needed": gettext_lazy(
        "The urgent responses of this year are used up, or the agreement names none: a quote is needed. Grade 1 and 2 "
        "faults are worked on at once all the same."
    ),
    "urgent.none": gettext_lazy("No urgent response waits for this any more."),
    "urgent.too_late": gettext_lazy("The promised time is over; it counts as missed."),
    "urgent.by_call": gettext_lazy(
        "A card becomes an urgent response only by asking for one, and stops being one there."
    ),
    "quota.not_there": gettext_lazy("The urgent unit has been moved already."),
    "ruling.open": gettext_lazy("A cause waits for its ruling already."),
    "ruling.final": gettext_lazy("The director has ruled finally."),
    "ruling.none": gettext_lazy("No cause was proposed on this card."),
    "ruling.not_now": gettext_lazy("This step of the ruling is over, or not open yet."),
    "ruling.own": gettext_lazy("Nobody rules on what he himself has proposed or decided."),
    "ruling.in_your_favour": gettext_lazy(
        "The ruling is in your favour: we answer for the fault. There is nothing to appeal against."
    ),
    "ruling.appeal_over": gettext_lazy("The time for an appeal is over."),
    "ruling.settled": gettext_lazy("The cause was ruled on; only another ruling changes it."),
}

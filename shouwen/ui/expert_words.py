"""Codes of experts, consultations, visits and solutions in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Words = Mapping[str, Promise | str]

EXPERTS: Mapping[str, Words] = {
    "consultation_stage": {
        "called": pgettext_lazy("consultation", "Called"),
        "concluded": pgettext_lazy("consultation", "Concluded, to be signed"),
        "signed": pgettext_lazy("consultation", "Signed"),
        "cancelled": pgettext_lazy("consultation", "Cancelled"),
    },
    "invitation": {
        "open": pgettext_lazy("invitation", "not answered"),
        "accepted": pgettext_lazy("invitation", "comes"),
        "declined": pgettext_lazy("invitation", "does not come"),
        "absent": pgettext_lazy("invitation", "did not answer, took no part"),
    },
    "visit_state": {
        "proposed": pgettext_lazy("visit", "Waits for the hospital"),
        "agreed": pgettext_lazy("visit", "Agreed by both"),
        "declined": pgettext_lazy("visit", "Declined by the hospital"),
        "made": pgettext_lazy("visit", "Made"),
        "cancelled": pgettext_lazy("visit", "Cancelled"),
    },
    "consultation_event": {
        "called": pgettext_lazy("consultation", "called it"),
        "answered": pgettext_lazy("consultation", "answered the invitation"),
        "opinion": pgettext_lazy("consultation", "gave an opinion"),
        "concluded": pgettext_lazy("consultation", "wrote down the conclusion"),
        "signed": pgettext_lazy("consultation", "signed the minutes"),
        "frozen": pgettext_lazy("consultation", "The minutes are complete"),
        "cancelled": pgettext_lazy("consultation", "cancelled it"),
        "passed_on": pgettext_lazy("consultation", "passed a place in it on to a colleague"),
        "warned": pgettext_lazy("consultation", "The conclusion is due soon"),
        "pressed": pgettext_lazy("consultation", "The conclusion is due: pressed for"),
        "escalated": pgettext_lazy("consultation", "Still no conclusion: the director is told"),
    },
}

EXPERT_REFUSALS: Mapping[str, Promise | str] = {
    "already_acknowledged": gettext_lazy("This version was acknowledged already."),
    "already_answered": gettext_lazy("You have answered this invitation already."),
    "already_approved": gettext_lazy("This version is approved already."),
    "already_signed": gettext_lazy("You have signed already."),
    "certificate_ended": gettext_lazy("This certificate was withdrawn already."),
    "nobody_else": gettext_lazy("Besides the chair at least one other expert is needed."),
    "consultation_stage": gettext_lazy("The consultation has moved on; please load the page again."),
    "day_past": gettext_lazy("This day is over."),
    "due_range": gettext_lazy("The conclusion is due after they meet, and within {days} days."),
    "expert_expired": gettext_lazy(
        "The certificate of {name} does not count on {on}: nobody is sent or invited without."
    ),
    "expert_not_certified": gettext_lazy("{name} is not on the register of certified experts."),
    "green_not_named": gettext_lazy("No agreement of this hospital names the green channel today."),
    "meets_range": gettext_lazy("Please give a time from now on, within {days} days."),
    "no_opinions": gettext_lazy("Nobody has given an opinion yet."),
    "not_accepted": gettext_lazy("Please accept the invitation first."),
    "too_many_members": gettext_lazy("At most {limit} people besides the chair."),
    "visit_not_agreed": gettext_lazy("Nobody goes before both sides have signed."),
    "visit_not_today": gettext_lazy("The visit is agreed for {on}."),
    "visit_state": gettext_lazy("The visit has moved on; please load the page again."),
    "wrote_it_himself": gettext_lazy("Whoever wrote it does not approve it; a second person does."),
}

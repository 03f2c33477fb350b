"""Codes of quotes, work and statements in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Words = Mapping[str, Promise | str]

BILLING: Mapping[str, Words] = {
    "quote_stage": {
        "draft": pgettext_lazy("quote", "Draft"),
        "sent": pgettext_lazy("quote", "Sent, not answered"),
        "confirmed": pgettext_lazy("quote", "Confirmed"),
        "declined": pgettext_lazy("quote", "Declined"),
        "expired": pgettext_lazy("quote", "Expired"),
        "withdrawn": pgettext_lazy("quote", "Withdrawn"),
        "revised": pgettext_lazy("quote", "Replaced"),
        "void": pgettext_lazy("quote", "Void"),
    },
    "void_because": {
        "defect": pgettext_lazy("void quote", "The cause is ours: nothing is to be paid."),
        "covered": pgettext_lazy("void quote", "It is covered after all: nothing is to be paid."),
    },
    "quote_event": {
        "drafted": pgettext_lazy("quote", "drafted it"),
        "sent": pgettext_lazy("quote", "sent it to the hospital"),
        "confirmed": pgettext_lazy("quote", "confirmed it"),
        "declined": pgettext_lazy("quote", "declined it"),
        "expired": pgettext_lazy("quote", "It expired"),
        "withdrawn": pgettext_lazy("quote", "withdrew it"),
        "revised": pgettext_lazy("quote", "replaced it by another one"),
        "voided": pgettext_lazy("quote", "It became void by a new verdict"),
        "given_back": pgettext_lazy("quote", "Its money was given back"),
        "passed_on": pgettext_lazy("quote", "passed it on to a colleague"),
        "signed": pgettext_lazy("quote", "signed the expert's visit; its price is owed"),
    },
    "statement_event": {
        "drafted": pgettext_lazy("statement", "drafted it"),
        "closed": pgettext_lazy("statement", "closed it"),
        "invoiced": pgettext_lazy("statement", "wrote down the invoice"),
        "paid": pgettext_lazy("statement", "wrote down a payment"),
        "refunded": pgettext_lazy("statement", "wrote down a refund"),
        "credited": pgettext_lazy("statement", "A credit note was made"),
    },
    "unit": {
        "day": pgettext_lazy("unit", "Days of work"),
        "visit": pgettext_lazy("unit", "Visits"),
        "travel": pgettext_lazy("unit", "Journeys"),
        "fixed": pgettext_lazy("unit", "Fixed price"),
    },
    "work_kind": {
        "onsite": pgettext_lazy("work", "On site"),
        "remote": pgettext_lazy("work", "Remote"),
        "phone": pgettext_lazy("work", "By telephone"),
        "development": pgettext_lazy("work", "Development"),
        "travel": pgettext_lazy("work", "On the way"),
    },
    "basis_of_work": {
        "cover": pgettext_lazy("work against", "Cover"),
        "quote": pgettext_lazy("work against", "Quote"),
        "settle_later": pgettext_lazy("work against", "Settled later"),
        "goodwill": pgettext_lazy("work against", "At our own cost"),
    },
    "statement_state": {
        "draft": pgettext_lazy("statement", "Draft"),
        "open": pgettext_lazy("statement", "Not paid"),
        "partly": pgettext_lazy("statement", "Partly paid"),
        "paid": pgettext_lazy("statement", "Settled"),
        "overpaid": pgettext_lazy("statement", "To be refunded"),
        "nothing": pgettext_lazy("statement", "Nothing charged"),
    },
    "entry": {
        "charge": pgettext_lazy("entry", "Charge"),
        "credit": pgettext_lazy("entry", "Credit"),
        "payment": pgettext_lazy("entry", "Payment"),
        "refund": pgettext_lazy("entry", "Refund"),
    },
    "account": {
        "receivable": pgettext_lazy("account", "Receivables"),
        "revenue": pgettext_lazy("account", "Revenue"),
        "output_tax": pgettext_lazy("account", "Output tax"),
        "bank": pgettext_lazy("account", "Bank"),
    },
    "figure": {
        "opening": pgettext_lazy("figure", "Owed before"),
        "net": pgettext_lazy("figure", "Before tax"),
        "tax": pgettext_lazy("figure", "Tax"),
        "gross": pgettext_lazy("figure", "This statement"),
        "moved": pgettext_lazy("figure", "Paid and taken back in the month"),
        "closing": pgettext_lazy("figure", "Owed at the end"),
        "fees": pgettext_lazy("figure", "Agreement fees due and unpaid"),
        "to_pay": pgettext_lazy("figure", "To be paid altogether"),
        "credited": pgettext_lazy("figure", "Taken back of it"),
        "paid": pgettext_lazy("figure", "Paid of it"),
        "left": pgettext_lazy("figure", "Left to pay"),
    },
    "credit_because": {
        "defect": pgettext_lazy("credit note", "The cause was ours"),
        "agreed": pgettext_lazy("credit note", "Agreed with the hospital"),
        "wrong": pgettext_lazy("credit note", "It was wrong"),
        "not_done": pgettext_lazy("credit note", "It did not take place"),
    },
}

REFUSALS: Mapping[str, Promise | str] = {
    "amount_beyond": gettext_lazy("That is more than is left."),
    "amount_range": gettext_lazy("The amount must be above zero, and not beyond reason."),
    "hospital_unknown": gettext_lazy("Nobody knows yet which hospital it is; say that first."),
    "in_the_future": gettext_lazy("This day or time is still to come."),
    "month_not_over": gettext_lazy("The month is not over yet; it can be closed after its last day."),
    "no_rate_card": gettext_lazy("There is no rate card for today yet. Finance publishes one first."),
    "not_money": gettext_lazy("Please give yuan as a number with at most two decimals."),
    "nothing_to_share": gettext_lazy("There is nothing to share the amount among."),
    "price_missing": gettext_lazy("A fixed price stands on no rate card; please give it."),
    "quantity_range": gettext_lazy("Please give a quantity above zero with at most two decimals."),
    "quote_not_confirmed": gettext_lazy(
        "The hospital has not confirmed a quote, and nothing is owed without one. Get it confirmed first, or tick that "
        "you work at our own cost."
    ),
    "quote_not_due": gettext_lazy("By its verdict nothing is to be paid for this card, so it is not quoted."),
    "quote_open": gettext_lazy("There is an open quote on this card already: revise or withdraw that one."),
    "quote_stage": gettext_lazy("The quote has moved on meanwhile; please load the page again."),
    "quote_too_late": gettext_lazy("The quote stood until {until}. A new one is needed."),
    "quote_valid_range": gettext_lazy("Please give a day from today on, within {days} days."),
    "statement_closed": gettext_lazy("It is closed already; what is closed does not change."),
    "statement_draft": gettext_lazy("It is still a draft; close it first."),
    "statement_empty": gettext_lazy("There is nothing on it to be closed."),
    "statement_order": gettext_lazy("A later month is closed already; what was left is on that one."),
    "too_many_lines": gettext_lazy("At most {limit} lines."),
    "work_before_card": gettext_lazy("That is before the card was opened."),
    "work_overlaps": gettext_lazy("You have written down other work for this time."),
    "work_struck": gettext_lazy("This row is struck already."),
    "work_too_long": gettext_lazy("That is more than {hours} hours at one go. Please divide it."),
}

"""The rate card: its versions, and a new one."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.billing import actions, queries
from shouwen.apps.billing.access import may_keep_books
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, typed
from shouwen.console.money.forms import RatesForm
from shouwen.console.money.tabs import tabs_for
from shouwen.policy.money import plain_yuan
from shouwen.policy.rates import UNPRICED, Rates
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.fields import amount_of, day_of
from shouwen.ui.money_fields import needed_fen

FACTORS = ("night_percent", "rest_day_percent", "holiday_percent", "night_from", "night_until")
PRICES = ("day", "visit", "travel")


@reads
def rates(visit: Visit) -> HttpResponse:
    """Every version; the one that counts today stands out."""
    found = queries.rate_cards(visit.actor)
    current = queries.rates_known_on(visit.now.date())
    return page(
        visit,
        "console/rates.html",
        tabs=tabs_for(visit, "rates"),
        cards=found,
        current=current.pk if current else 0,
        may_keep=may_keep_books(visit.actor),
    )


@reads_and_acts
def publish(visit: Visit) -> HttpResponse:
    if not may_keep_books(visit.actor):
        raise Refused("not_your_role", act="keep_books")
    newest = queries.rate_cards(visit.actor)[:1]
    before = newest[0].rates if newest else UNPRICED
    initial = {name: str(getattr(before, name)) for name in FACTORS}
    initial |= {name: plain_yuan(getattr(before, name)) if newest else "" for name in PRICES}
    back = reverse("console:rates")
    note = _("Before tax. Of several factors the highest counts. Quotes that are there keep their version.")
    around = Sheet("money", _("New version of the rate card"), _("Publish"), back, _("Rate card"), note)

    def do() -> object:
        prices = {name: needed_fen(visit.POST, name) for name in PRICES}
        told = Rates(**prices, **{name: _number(visit, name) for name in FACTORS})
        facts = actions.RateFacts(told, day_of(visit.POST, "valid_from"), visit.POST.get("note", ""))
        return actions.publish_rates(visit.actor, facts, at=visit.now)

    return carry_out(visit, around, RatesForm(data=typed(visit), initial=initial), do, done=_("Published."))


def _number(visit: Visit, field: str) -> int:
    found = amount_of(visit.POST, field)
    if found is None:
        raise Refused("text_missing", field=field)
    return found

"""续约建议书: a renewal case on one page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shouwen.apps.accounts.queries import running_period
from shouwen.apps.accounts.renewals import Renewal
from shouwen.apps.agreements.book import code_of
from shouwen.policy.money import yuan
from shouwen.ui.code_words import word
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.time_words import minutes_words


def case_paper(found: Renewal, today: date, by: str) -> dict[str, Any]:
    """What the paper says, in the reader's words."""
    return {
        "heading": _("Renewal case"),
        "hospital": found.hospital.name,
        "number": found.line.agreement.number,
        "foot": _("Made on %(day)s by %(name)s") % {"day": today, "name": by},
        "terms_heading": _("What ends"),
        "terms": _terms(found),
        "use_heading": _("What the last year has brought"),
        "use": _use(found),
        "services_heading": _("Services until now"),
        "services": _services(found, today),
        "proposal_heading": _("Proposal"),
        "proposal": _proposal(found),
        "signatures": [_("For the hospital"), _("For us"), _("Date")],
    }


def _terms(found: Renewal) -> list[tuple[str, str]]:
    left = ngettext("%(num)s day left", "%(num)s days left", found.days_left) % {"num": found.days_left}
    if found.days_left < 0:
        left = _("lapsed %(num)s days ago") % {"num": -found.days_left}
    return [
        (_("Line"), line_words(found.line)),
        (_("State"), word(code_of(found.standing), "standing")),
        (_("Cover ends on"), f"{found.ends_on} · {left}"),
        (_("Fee of the running period"), f"¥{yuan(found.at_stake)}" if found.at_stake is not None else "—"),
        (_("unpaid"), f"¥{yuan(found.unpaid)}" if found.unpaid else "—"),
        (_("Account manager"), found.hospital.account_manager.name),
    ]


def _use(found: Renewal) -> list[tuple[str, str]]:
    use, units = found.use, found.units
    rated = ngettext("%(num)s rated", "%(num)s rated", use.rated) % {"num": use.rated}
    return [
        (_("Requests"), str(use.cards)),
        (_("of grades 1 and 2"), str(use.grave)),
        (_("Our hours"), minutes_words(use.minutes) if use.minutes else "—"),
        (_("Urgent responses used"), f"{units.used} / {units.quota}" if units else "—"),
        (_("Satisfaction"), f"{use.score} / 5 · {rated}" if use.score is not None else "—"),
    ]


def _services(found: Renewal, today: date) -> list[str]:
    period = running_period(found.line, today)
    codes = [*period.services, *period.special] if period else found.line.special
    return [word(code, "service") for code in codes] or ["—"]


def _proposal(found: Renewal) -> list[str]:
    seamless = _("From the day after %(day)s for a year: no gap, and nothing in between is to be quoted.") % {
        "day": found.ends_on
    }
    anew = _("Or anew from the day of signing: what is asked for in between is quoted, but defects of ours stay free.")
    return [seamless, anew]

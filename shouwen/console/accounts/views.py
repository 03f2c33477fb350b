"""The account of a hospital, the board of renewals, and a renewal case on one page."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shouwen.apps.accounts.access import READS_RENEWALS, find_hospital
from shouwen.apps.accounts.queries import account_of, fees_of_a_year, use_for, use_of
from shouwen.apps.accounts.renewals import Renewal, at_stake, renewal_of, renewals
from shouwen.apps.agreements.book import code_of
from shouwen.apps.tickets.at_hospital import open_count
from shouwen.apps.tickets.unit_moves import book_of
from shouwen.console.accounts.case import case_paper
from shouwen.console.frame.guard import page, reads
from shouwen.console.frame.narrowed import address, hospital_asked, hospitals_to_choose
from shouwen.policy.money import percent, yuan
from shouwen.policy.quoting import READS_BOOKS
from shouwen.policy.roles import READS_CUSTOMERS
from shouwen.ui.door import Visit
from shouwen.ui.faces.account import account_face
from shouwen.ui.faces.agreement import what_of, where_of
from shouwen.ui.pdf import pdf


@reads
def account(visit: Visit, hospital: int) -> HttpResponse:
    """As the hospital sees it, and what the year has brought."""
    found = find_hospital(visit.actor, hospital)
    today = timezone.localdate(visit.now)
    kept = account_of(found, today)
    use = use_for(use_of([found.pk], today), found.pk, None)
    fee = fees_of_a_year([line.line for line in kept.lines], today)
    return page(
        visit,
        "console/account.html",
        hospital=found,
        book=book_of([line.line.pk for line in kept.lines]),
        worth=yuan(use.worth),
        fee=yuan(fee),
        percent=percent(use.worth, fee) if fee else None,
        sees_statements=bool(visit.actor.roles & READS_BOOKS),
        use=use,
        open_count=open_count(visit.actor, found.pk),
        sees_renewals=bool(visit.actor.roles & READS_RENEWALS),
        sees_hospital=bool(visit.actor.roles & READS_CUSTOMERS),
        **account_face(kept, today),
    )


@reads
def board(visit: Visit) -> HttpResponse:
    """By quarter of the end; what has lapsed lately comes first."""
    today = timezone.localdate(visit.now)
    hospital = hospital_asked(visit)
    found = renewals(visit.actor, today, hospital)
    lapsed = [each for each in found if each.days_left < 0]
    coming = [each for each in found if each.days_left >= 0]
    quarters = [(key, list(rows)) for key, rows in groupby(coming, key=lambda each: each.quarter)]
    groups = ([("lapsed", None, lapsed)] if lapsed else []) + [("quarter", key, rows) for key, rows in quarters]
    return page(
        visit,
        "console/renewals.html",
        groups=[(kind, key, yuan(at_stake(rows)), [_row(each) for each in rows]) for kind, key, rows in groups],
        total=yuan(at_stake(found)),
        number=len(found),
        hospitals=hospitals_to_choose(visit),
        hospital=hospital,
        export_url=address("console:renewals_sheet", hospital=hospital),
    )


def _row(each: Renewal) -> dict[str, Any]:
    return {
        "hospital": each.hospital,
        "manager": each.hospital.account_manager.name,
        "what": what_of(each.line),
        "where": where_of(each.line),
        "agreement": each.line.agreement,
        "state": code_of(each.standing),
        "ends_on": each.ends_on,
        "days_left": each.days_left,
        "at_stake": yuan(each.at_stake) if each.at_stake is not None else "",
        "unpaid": yuan(each.unpaid) if each.unpaid else "",
        "units": each.units,
        "use": each.use,
        "case_url": reverse("console:renewal_case", args=[each.line.pk]),
        "account_url": reverse("console:account", args=[each.hospital.pk]),
    }


@reads
def case(visit: Visit, line: int) -> HttpResponse:
    """One page to put before the hospital, or before whoever signs."""
    today = timezone.localdate(visit.now)
    found = renewal_of(visit.actor, line, today)
    content = pdf("renewal", case_paper(found, today, visit.user.name))
    response = HttpResponse(content, content_type="application/pdf")
    name = _("renewal case %(hospital)s") % {"hospital": found.hospital.short_name}
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf") or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

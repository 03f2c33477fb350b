"""The examples of agreements, sent as they stand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from shouwen.apps.agreements.models import Instalment
from tests.api.programs import program
from tests.cast import Cast


def send_terms(cast: Cast, send: Callable[..., Any]) -> None:
    """An instalment paid and not paid after all, a renewal; what a hospital reads of it."""
    pm, finance, head = (program(cast, name) for name in ("pm", "finance", "hospital_a"))
    period = cast.line.paid_periods.get()
    Instalment.objects.create(period=period, number=1, due_on=date(2026, 3, 1), amount=100)
    part = Instalment.objects.create(period=period, number=2, due_on=date(2026, 3, 2), amount=4_725_001)
    agreement = f"agreements/{cast.line.agreement_id}"
    payment = f"{agreement}/instalments/{part.pk}/payment"
    paid = send(finance, payment, "InstalmentPaid")["lines"][0]["periods"][0]["instalments"][1]
    assert (paid["paid_on"], paid["receipt"], paid["amount_fen"]) == ("2026-03-03", "BOC-0001", 4_725_001)
    send(finance, payment, "NotPaid", method="DELETE")
    account = head.ask(f"hospitals/{cast.hospital.pk}/account").json()
    assert (account["unpaid_fen"], account["account_manager"]) == (4_725_101, "pm-name")
    renewed = send(pm, f"{agreement}/lines/{cast.line.pk}/renewal", "Renewal")["lines"][0]["periods"][1]
    assert (renewed["renewal"], renewed["ends_on"]) == ("from_lapse", "2028-12-31")
    assert head.ask(agreement).json()["lines"][0]["periods"][1] == renewed

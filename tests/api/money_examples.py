"""The examples of the money room, sent as they stand."""

from collections.abc import Callable
from typing import Any

from shouwen.apps.billing.models import Quote
from tests.api.programs import program
from tests.apps import books
from tests.cast import Cast


def send_money(cast: Cast, send: Callable[..., Any]) -> None:
    """A rate card, quotes in every way, work, and a statement to its end."""
    pm, head, agent, finance = (program(cast, name) for name in ("pm", "hospital_a", "agent", "finance"))
    statement = f"statements/{books.closed(cast)}"
    firm = Quote.objects.get()
    send(finance, "rate-cards", "NewRateCard", 201)
    work = send(agent, f"tickets/{firm.ticket.number}/work", "NewWork", 201)
    assert (work["minutes"], work["quote"]) == (30, firm.number)
    assert send(agent, f"worklog/{work['id']}/removal", "Why")["struck_at"]
    card = f"tickets/{books.payable(cast, 'api').number}/quotes"
    one = send(pm, card, "NewQuote", 201)["number"]
    two = send(pm, f"quotes/{one}/revision", "NewQuote", 201)
    assert (two["version"], two["gross_fen"]) == (2, 307_400)
    send(pm, f"quotes/{two['number']}/sending")
    assert send(head, f"quotes/{two['number']}/refusal", "Why")["stage"] == "declined"
    three = send(pm, card, "NewQuote", 201)["number"]
    send(pm, f"quotes/{three}/withdrawal", "Why")
    four = send(pm, card, "NewQuote", 201)["number"]
    send(pm, f"quotes/{four}/sending")
    assert send(head, f"quotes/{four}/confirmation", "Signature")["signed_name"] == "甲主任"
    send(finance, "statements", "NewStatement", 201, hospital=cast.other_hospital.pk)
    send(finance, f"{statement}/invoice", "Invoice")
    assert send(finance, f"{statement}/payments", "Money", fen=342_733)["state"] == "paid"
    assert send(finance, f"{statement}/credit-notes", "NewCreditNote")["left_fen"] == -1
    assert send(finance, f"{statement}/refunds", "Money")["left_fen"] == 0

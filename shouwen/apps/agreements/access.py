"""Fetch and authorise in one step."""

from shouwen.apps.agreements.models import Agreement, Document, Line, PaidPeriod
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import KEEPS_MONEY, READS_AGREEMENTS, WRITES_CUSTOMERS, Actor, need


def find(actor: Actor, agreement_id: int) -> Agreement:
    """The agreement, if this person may read it. Refused: `not_your_role`, `absent`."""
    need(actor, READS_AGREEMENTS, "read_agreements")
    return _visible(actor, agreement_id)


def lock(actor: Actor, agreement_id: int) -> Agreement:
    """The agreement locked for one act. Refused: `not_your_role`, `absent`, `agreement.terminated`."""
    need(actor, WRITES_CUSTOMERS, "keep_agreements")
    return _locked(actor, agreement_id)


def _locked(actor: Actor, agreement_id: int) -> Agreement:
    found = _visible(actor, agreement_id)
    agreement = Agreement.objects.select_for_update().get(pk=found.pk)
    if agreement.terminated_on is not None:
        raise Refused("agreement.terminated", on=agreement.terminated_on.isoformat())
    return agreement


def lock_money(actor: Actor, agreement_id: int) -> Agreement:
    """The agreement locked for an act on what is paid. Refused: `not_your_role`, `absent`, `agreement.terminated`."""
    need(actor, KEEPS_MONEY, "keep_money")
    return _locked(actor, agreement_id)


def period_of(agreement: Agreement, period_id: int) -> PaidPeriod:
    """A paid period of this agreement. Refused: `absent`."""
    period = PaidPeriod.objects.filter(pk=period_id, line__agreement=agreement).select_related("line").first()
    if period is None:
        raise Refused("absent")
    return period


def document_of(agreement: Agreement, document_id: int) -> Document:
    """A paper of this agreement that is shown. Refused: `absent`."""
    row = agreement.documents.filter(pk=document_id, withdrawn_at=None).select_related("file").first()
    if row is None:
        raise Refused("absent")
    return row


def line_of(agreement: Agreement, line_id: int) -> Line:
    """A line of this agreement. Refused: `absent`."""
    line = agreement.lines.filter(pk=line_id).first()
    if line is None:
        raise Refused("absent")
    return line


def _visible(actor: Actor, agreement_id: int) -> Agreement:
    rows = Agreement.objects.for_actor(actor).filter(pk=agreement_id)
    agreement = rows.select_related("hospital__account_manager", "hospital__deputy", "engineer").first()
    if agreement is None:
        raise Refused("absent")
    return agreement

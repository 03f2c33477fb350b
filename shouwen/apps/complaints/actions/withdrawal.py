"""撤诉: the customer takes the complaint back."""

from datetime import datetime

from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.access import lock_for
from shouwen.apps.complaints.models import Complaint, Word
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.policy.complaint import Act, State
from shouwen.policy.roles import Actor


@act
def withdraw(actor: Actor, number: str, words: str, *, at: datetime) -> Complaint:
    """The customer takes it back: by his own hand, or as one of ours heard it, with the reason (clause
    acceptance.complaint). It stays on record, and is not asked about afterwards.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.WITHDRAW)
    Word.objects.create(
        complaint=complaint,
        audience=Word.Audience.PUBLIC,
        author_id=actor.person,
        from_customer=actor.is_customer,
        body=masked_text(words, "words", limit=2000).text,
        at=at,
        # It ends once; a complaint that is opened again can be taken back again.
        submission=f"withdrawn:{complaint.pk}:{complaint.round}",
    )
    complaint.state, complaint.settled_at = State.WITHDRAWN, at
    events.record(complaint, events.Code.WITHDRAWN, actor, at)
    clocks.settle(complaint, at)
    complaint.save()
    return complaint

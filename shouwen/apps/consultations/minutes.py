"""The minutes of a consultation, as they are signed: names and words, as they were."""

from collections.abc import Sequence
from typing import Any

from shouwen.apps.consultations.models import Consultation, Member
from shouwen.policy.consultation import answer_on_record


def minutes_of(consultation: Consultation, members: Sequence[Member]) -> dict[str, Any]:
    """Everything that stands in them; kept as it is once the last has signed."""
    return {
        "card": consultation.ticket.number,
        "question": consultation.question,
        "chair": consultation.chair.name,
        "met": consultation.meets_at.isoformat(),
        "conclusion": consultation.conclusion,
        "plan": consultation.plan,
        "members": [
            {
                "name": each.person.name,
                "answer": answer_on_record(each.answer),
                "words": each.answer_words,
                "opinion": each.opinion,
                "signed": each.signed_at.isoformat() if each.signed_at else None,
            }
            for each in members
        ],
    }

"""The policy's own words, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from shouwen.policy.document import policy_document


@dataclass(frozen=True)
class ClauseFace:
    id: str
    text: str
    source: str
    inferred: bool


def clause_faces(ids: Iterable[str]) -> list[ClauseFace]:
    """Each clause once, in the order given."""
    document = policy_document()
    chinese = (get_language() or "").startswith("zh")
    faces = []
    for clause_id in dict.fromkeys(ids):
        clause = document.clause(clause_id)
        faces.append(ClauseFace(clause.id, clause.zh if chinese else clause.en, clause.source, clause.inferred))
    return faces

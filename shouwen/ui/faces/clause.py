"""The policy's own words, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from shouwen.policy.document import ClauseText, policy_document
from shouwen.ui.code_words import word


@dataclass(frozen=True)
class ClauseFace:
    """`name`: what the clause is about; `number`: of the service in the catalogue, None for every other clause."""

    id: str
    name: str
    number: int | None
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
        text = clause.zh if chinese else clause.en
        faces.append(ClauseFace(clause.id, *_headed(clause), text, clause.source, clause.inferred))
    return faces


def _headed(clause: ClauseText) -> tuple[str, int | None]:
    """A service by its name and number; of the rest what they are about."""
    topic, _dot, code = clause.id.partition(".")
    number = clause.parameters.get("number")
    if topic == "service" and isinstance(number, int):
        return word(code, "service"), number
    return word(topic, "clause_topic"), None

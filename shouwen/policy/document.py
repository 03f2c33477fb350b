"""The policy text as data: one clause for every sentence that promises something, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from shouwen.policy.refusal import Refused

Parameter = int | str | list[int] | list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """One clause. `source` is the policy's own sentence, empty where it has none; `inferred` marks a chosen reading."""

    id: str
    zh: str
    en: str
    source: str
    inferred: bool
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """A version of the policy. Promises snapshot the version, so that a later text never rewrites them."""

    version: str
    title: str
    clauses: Mapping[str, ClauseText]

    def clause(self, clause_id: str) -> ClauseText:
        """The clause of that id; Refused `document.unknown_clause`."""
        found = self.clauses.get(clause_id)
        if found is None:
            raise Refused("document.unknown_clause", clause=clause_id)
        return found


@cache
def policy_document() -> PolicyDocument:
    """The document that ships with the policy, read once. Refused `document.malformed` if a clause is not whole."""
    return read_document(files("shouwen.policy").joinpath("document.toml").read_text(encoding="utf-8"))


def read_document(text: str) -> PolicyDocument:
    """The document in a TOML text: `version`, `title`, and a table `clause` with a table per id."""
    data = tomllib.loads(text)
    clauses = {clause_id: _clause(clause_id, row) for clause_id, row in data["clause"].items()}
    return PolicyDocument(data["version"], data["title"], MappingProxyType(clauses))


def _clause(clause_id: str, row: dict[str, object]) -> ClauseText:
    match row:
        case {"zh": str(zh), "en": str(en), **rest} if zh and en:
            source, inferred = rest.pop("source", ""), rest.pop("inferred", False)
            parameters = rest.pop("parameters", {})
            if not rest and isinstance(source, str) and isinstance(inferred, bool) and isinstance(parameters, dict):
                return ClauseText(
                    id=clause_id,
                    zh=zh,
                    en=en,
                    source=source,
                    inferred=inferred,
                    parameters=MappingProxyType(parameters),
                )
    raise Refused("document.malformed", clause=clause_id)

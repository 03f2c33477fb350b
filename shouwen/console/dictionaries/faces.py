"""The lists as the page and the spreadsheet read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shouwen.apps.agreements.queries import lines_by_module
from shouwen.apps.customers.record import by_category
from shouwen.apps.installations.access import may_keep_modules
from shouwen.apps.installations.queries import every_module, running_by_module
from shouwen.apps.people.queries import skilled_by_module
from shouwen.apps.tickets.queries import cards_by_module
from shouwen.policy.roles import READS_CUSTOMERS, Actor
from shouwen.ui.code_words import VOCABULARIES, word
from shouwen.ui.faces.clause import ClauseFace, clause_faces


@dataclass(frozen=True)
class ModuleRow:
    id: int
    code: str
    name_zh: str
    name_en: str
    group: str
    retired_on: date | None
    # Where it runs, in how many lines, who knows it, on how many cards; None for who is not told.
    counts: tuple[int, int, int, int] | None


def module_rows(actor: Actor) -> list[ModuleRow]:
    """Every module, retired ones last. Five queries."""
    found = sorted(every_module(), key=lambda module: module.retired_on is not None)
    # Counts run over all hospitals: for those who keep the list, and those who see all of them anyway.
    counted = may_keep_modules(actor) or actor.sees_all
    runs, lines, skilled, cards = (
        (running_by_module(), lines_by_module(), skilled_by_module(), cards_by_module()) if counted else ({},) * 4
    )
    return [
        ModuleRow(
            id=module.pk,
            code=module.code,
            name_zh=module.name_zh,
            name_en=module.name_en,
            group=module.group,
            retired_on=module.retired_on,
            counts=(
                runs.get(module.pk, 0),
                lines.get(module.pk, 0),
                skilled.get(module.code, 0),
                cards.get(module.pk, 0),
            )
            if counted
            else None,
        )
        for module in found
    ]


@dataclass(frozen=True)
class Entry:
    code: str
    zh: str
    en: str
    clauses: Sequence[ClauseFace]
    count: int | None = None


@dataclass(frozen=True)
class Dictionary:
    """A list that nobody edits; `clauses`: what the policy says of all of it."""

    code: str
    name: str
    clauses: Sequence[ClauseFace]
    entries: Sequence[Entry]


# By vocabulary: its name, the clauses of all of it, and those of one of its words.
FIXED: tuple[tuple[str, Promise | str, tuple[str, ...], dict[str, tuple[str, ...]]], ...] = (
    (
        "kind",
        _("Kinds of requests"),
        ("acceptance.kinds",),
        {
            "requirement": ("grade.plan",),
            "advice": ("grade.plan",),
            "complaint": ("charge.complaint", "grade.complaint"),
        },
    ),
    ("impact", _("Impact"), ("grade.matrix",), {}),
    ("urgency", _("Urgency"), ("grade.matrix",), {}),
    (
        "cause",
        _("Causes"),
        ("charge.cause",),
        {
            "inherent_defect": ("charge.inherent_defect",),
            "vendor_regression": ("charge.vendor_regression",),
            "new_requirement": ("charge.new_requirement",),
            "policy_change": ("charge.policy_change_included", "charge.policy_change_quoted"),
            "adaptation": ("charge.adaptation",),
        },
    ),
    ("hold_reason", _("Reasons for a hold"), ("resolution.paused",), {}),
    (
        "channel",
        _("Channels"),
        ("acceptance.always",),
        {"phone": ("channel.phone_and_fax",), "fax": ("channel.phone_and_fax",)},
    ),
    ("level", _("Levels"), ("level.structure",), {}),
    ("follow_up_result", _("Results of a follow-up"), ("first_contact.word",), {}),
)


def fixed_dictionaries() -> list[Dictionary]:
    """What the policy fixes: each code with its word in both languages and its clause."""
    return [
        Dictionary(
            code,
            str(name),
            clause_faces(clauses),
            [_entry(each, code, clause_faces(own.get(each, ()))) for each in VOCABULARIES[code]],
        )
        for code, name, clauses, own in FIXED
    ]


def categories(actor: Actor) -> Dictionary:
    """Kinds of hospitals, with how many there are of each, among those that he may know of."""
    counts = by_category(actor) if actor.roles & READS_CUSTOMERS else None
    entries = [
        _entry(code, "hospital_category", (), counts.get(code, 0) if counts is not None else None)
        for code in VOCABULARIES["hospital_category"]
    ]
    return Dictionary("hospital_category", str(_("Kinds of hospitals")), (), entries)


def _entry(code: str, vocabulary: str, clauses: Sequence[ClauseFace], count: int | None = None) -> Entry:
    with override("zh-hans"):
        zh = word(code, vocabulary)
    with override("en"):
        en = word(code, vocabulary)
    return Entry(code, zh, en, clauses, count)

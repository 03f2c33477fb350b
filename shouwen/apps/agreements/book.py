"""Agreements as their pages ask for them: the list, one whole, and where each hospital stands today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, QuerySet

from shouwen.apps.agreements.models import Agreement, Document, Instalment, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.prepared import attach
from shouwen.policy.phases import PhaseSpan, Standing, best, spans, standing
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import READS_AGREEMENTS, Actor, need

PAGE = 25
LONGEST_QUESTION = 40


@dataclass(frozen=True)
class LineNow:
    """A line, where it stands today, and the days of each of its phases."""

    line: Line
    standing: Standing
    spans: Sequence[PhaseSpan]
    # Other lines of this hospital that cover some of the same; the most favourable counts.
    overlaps: Sequence[Line] = ()


@dataclass(frozen=True)
class Row:
    agreement: Agreement
    standing: Standing | None


@dataclass(frozen=True)
class Page:
    rows: Sequence[Row]
    after: str


def agreements(actor: Actor, day: date, *, text: str = "", state: str = "", within: int | None = None,
               after: str = "", size: int = PAGE) -> Page:  # fmt: skip
    """One page of the agreements that this person may read. `state`: phase and cover as `phase.cover`; `within`: whose
    cover ends in so many days. Four queries. Refused: `not_your_role`."""
    need(actor, READS_AGREEMENTS, "read_agreements")
    rows = Agreement.objects.for_actor(actor)
    if text.strip():
        asked = text.strip()[:LONGEST_QUESTION]
        rows = rows.filter(number__icontains=asked) | rows.filter(hospital__name__icontains=asked)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    ordered = rows.select_related("hospital__account_manager").order_by("-signed_on", "-pk")
    with_lines = ordered.prefetch_related(Prefetch("lines", _lines()))
    if not state and within is None:
        window = list(with_lines[start : start + size + 1])
        found = [_row(each, day) for each in window]
    else:
        # What a day makes of the lines is the policy's to say, not the database's.
        told = [_row(each, day) for each in with_lines]
        found = [row for row in told if _fits(row, state, within, day)][start : start + size + 1]
    return Page(found[:size], str(start + size) if len(found) > size else "")


def of_hospital(hospital_id: int, day: date) -> list[tuple[Agreement, Sequence[LineNow]]]:
    """Every agreement of a hospital with its lines as they stand. Three queries."""
    rows = Agreement.objects.filter(hospital=hospital_id).order_by("-signed_on", "-pk")
    lines = Line.objects.select_related("module", "campus").order_by("pk")
    found = list(rows.prefetch_related(Prefetch("lines", lines)))
    _with_periods(hospital_id, [line for agreement in found for line in agreement.lines.all()])
    every = [line for agreement in found for line in agreement.lines.all()]
    return [(each, [line_now(line, day, every) for line in each.lines.all()]) for each in found]


def lines_of(hospital_id: int) -> list[Line]:
    """Every line of a hospital with its periods. Two queries."""
    periods = Prefetch("paid_periods", PaidPeriod.objects.order_by("starts_on"))
    rows = Line.objects.filter(agreement__hospital=hospital_id).select_related("module", "campus")
    return list(rows.order_by("pk").prefetch_related(periods))


def line_now(line: Line, day: date, every: Iterable[Line] = ()) -> LineNow:
    """A line with its phases; `every`: the hospital's lines, to say which of them overlap."""
    agreed = terms(line)
    overlaps = [other for other in every if other.pk != line.pk and _meet(line, other)]
    return LineNow(line, standing(agreed, day), spans(agreed), overlaps)


def standings(hospital_ids: Collection[int], day: date) -> Mapping[int, Standing]:
    """How each hospital is covered at best; one without agreements is left out. Three queries."""
    lines = _lines().filter(agreement__hospital__in=hospital_ids).select_related("agreement")
    found: dict[int, list[Standing]] = {}
    for line in lines:
        found.setdefault(line.agreement.hospital_id, []).append(standing(terms(line), day))
    return {hospital: stood for hospital, each in found.items() if (stood := best(each)) is not None}


def documents(agreement: Agreement) -> list[Document]:
    """Its papers that are shown. One query."""
    return list(agreement.documents.filter(withdrawn_at=None).select_related("file", "by"))


def documents_of(hospital_id: int) -> list[Document]:
    """The papers of a hospital's agreements that are shown, the newest first. One query."""
    rows = Document.objects.filter(agreement__hospital=hospital_id, withdrawn_at=None)
    return list(rows.select_related("file", "agreement").order_by("-at", "-pk")[:50])


def paper_of_hospital(hospital_id: int, document_id: int) -> Document:
    """One of them. Refused: `absent`."""
    rows = Document.objects.filter(agreement__hospital=hospital_id, withdrawn_at=None, pk=document_id)
    found = rows.select_related("file").first()
    if found is None:
        raise Refused("absent")
    return found


def code_of(stood: Standing | None) -> str:
    """Phase and cover as one code."""
    return f"{stood.phase.value}.{stood.cover.value}" if stood else "none"


def _lines() -> QuerySet[Line]:
    paid = PaidPeriod.objects.order_by("starts_on").prefetch_related("instalments")
    periods = Prefetch("paid_periods", paid)
    return Line.objects.select_related("module", "campus").order_by("pk").prefetch_related(periods)


def _with_periods(hospital_id: int, lines: Sequence[Line]) -> None:
    """The periods of a hospital's lines with their instalments: a row for each instalment, and one for a period that
    has none. One query, none without lines."""
    if not lines:
        return
    rows = PaidPeriod.objects.filter(line__agreement__hospital=hospital_id).annotate(
        part=F("instalments__pk"),
        number=F("instalments__number"),
        due_on=F("instalments__due_on"),
        amount=F("instalments__amount"),
        paid_on=F("instalments__paid_on"),
        receipt=F("instalments__receipt"),
    )
    periods: dict[int, PaidPeriod] = {}
    parts: list[Instalment] = []
    for row in rows.order_by("starts_on", "pk", "number"):
        period = periods.setdefault(row.pk, row)
        if row.part is not None:
            told = {"due_on": row.due_on, "amount": row.amount, "paid_on": row.paid_on, "receipt": row.receipt}
            parts.append(Instalment(pk=row.part, period=period, number=row.number, **told))
    attach(periods.values(), "instalments", parts, "period_id")
    attach(lines, "paid_periods", periods.values(), "line_id")


def _row(agreement: Agreement, day: date) -> Row:
    return Row(agreement, best([standing(terms(line), day) for line in agreement.lines.all()]))


def _fits(row: Row, state: str, within: int | None, day: date) -> bool:
    if state and code_of(row.standing) != state:
        return False
    if within is None:
        return True
    until = row.standing.until if row.standing else None
    return until is not None and day <= until <= day + timedelta(days=within)


def _meet(one: Line, other: Line) -> bool:
    """Do both cover some module at some campus on some day?"""
    module = one.module_id is None or other.module_id is None or one.module_id == other.module_id
    campus = one.campus_id is None or other.campus_id is None or one.campus_id == other.campus_id
    if not (module and campus):
        return False
    ours, theirs = spans(terms(one)), spans(terms(other))
    return any(a.first <= b.last and b.first <= a.last for a in ours for b in theirs)

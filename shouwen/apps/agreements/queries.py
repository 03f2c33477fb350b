"""From agreement rows to the engine's question: who pays?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.prepared import Prepared, attach
from shouwen.policy.agreement import Agreement, PaidLine
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Verdict, most_favourable, urgent_lines, verdict
from shouwen.policy.promise import Promise, Target
from shouwen.policy.quota import AgreementYear
from shouwen.policy.severity import Kind


@dataclass(frozen=True)
class Request:
    """What is asked of an agreement: where, for what, on which day, and (once known) why it happened."""

    hospital_id: int
    campus_id: int | None
    module_id: int | None
    day: date
    kind: Kind
    service: Service
    cause: Cause


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    line: Line | None


def lines_for(hospital_id: int, campus_id: int | None, module_id: int | None) -> list[Line]:
    """The lines that may cover a module at a campus: those that name it, and those that name none."""
    # No row has the key 0.
    found = _LINES.ask(hospital=hospital_id, campus=campus_id or 0, module=module_id or 0)
    attach(found, "paid_periods", _PERIODS.ask(lines=[line.pk for line in found]), "line_id")
    return found


def _build_lines(hospital: int, campus: int, module: int) -> QuerySet[Line]:
    here, this = Q(campus=None) | Q(campus=campus), Q(module=None) | Q(module=module)
    return Line.objects.filter(here, this, agreement__hospital=hospital).order_by("pk")


_LINES = Prepared(_build_lines)
_PERIODS = Prepared(lambda lines: PaidPeriod.objects.filter(line__in=lines).order_by("starts_on"))


@dataclass(frozen=True)
class Pool:
    """The urgent units of one year of a line: those of its free phase (`period` 0), or of a paid period."""

    line: Line
    period: int
    year: AgreementYear
    quota: int

    @property
    def key(self) -> str:
        """The same for every card of that year."""
        return f"{self.line.pk}-{self.period}-{self.year.first:%Y%m%d}"


def pools(line: Line, day: date) -> list[Pool]:
    """Whose urgent units count on a day. Needs the line's paid periods; asks nothing else."""
    counted = urgent_lines(terms(line), day)
    return [Pool(line, period, found.year_of(day), found.quota) for period, found in counted.items()]


def judge(request: Request, urgent_used: Mapping[str, int] | None = None) -> Judgement:
    """The most favourable verdict among the lines that may cover this; see `judge_among`."""
    return judge_among(lines_for(request.hospital_id, request.campus_id, request.module_id), request, urgent_used)


def judge_among(lines: Iterable[Line], request: Request, urgent_used: Mapping[str, int] | None = None) -> Judgement:
    """The most favourable verdict among these lines; no line at all counts as lapsed (clause cover.most_favourable).

    `urgent_used`: urgent units already taken, by the key of their pool.
    """
    judged = [
        Judgement(
            verdict(
                terms(line, _taken(line, request.day, urgent_used)),
                request.day,
                request.kind,
                request.service,
                request.cause,
            ),
            line,
        )
        for line in lines
    ]
    if not judged:
        return Judgement(verdict(None, request.day, request.kind, request.service, request.cause), None)
    best = most_favourable([each.verdict for each in judged])
    return next(each for each in judged if each.verdict is best)


def _taken(line: Line, day: date, urgent_used: Mapping[str, int] | None) -> Mapping[int, int]:
    """The units taken, by paid period, 0 for the free phase."""
    if not urgent_used:
        return {}
    return {pool.period: urgent_used.get(pool.key, 0) for pool in pools(line, day)}


def terms(line: Line, urgent_used: Mapping[int, int] | None = None) -> Agreement:
    """A line as the engine knows it. `urgent_used`: units taken, by paid period, 0 for the free phase."""
    used = urgent_used or {}
    return Agreement(
        free_from=line.free_from,
        free_until=line.free_until,
        special=_services(line.special),
        urgent_quota=line.urgent_quota,
        urgent_used=used.get(0, 0),
        paid=tuple(
            PaidLine(
                first=period.starts_on,
                last=period.ends_on,
                services=_services(period.services),
                policy_change=period.policy_change,
                special=_services(period.special),
                urgent_quota=period.urgent_quota,
                urgent_used=used.get(period.pk, 0),
                key=period.pk,
                stopped=tuple((first, last) for first, last in period.stopped_days()),
            )
            for period in line.paid_periods.all()
        ),
        grace_days=line.grace_days,
        terminated_on=line.terminated_on,
    )


def promised(line: Line | None) -> Promise:
    """The policy's targets, with the line's own where it has any (by grade: minutes; for the journey: minutes)."""
    standard = Promise.standard()
    own = line.targets if line else {}
    if not own:
        return standard
    return standard.with_own(
        response={int(g): Target(minutes) for g, minutes in own.get("response", {}).items()},
        resolution={
            int(g): Target(minutes, standard.resolution[int(g) - 1].calendar)
            for g, minutes in own.get("resolution", {}).items()
        },
        arrival_covered=Target(own["arrival"]) if "arrival" in own else None,
        arrival_uncovered=Target(own["arrival_uncovered"]) if "arrival_uncovered" in own else None,
    )


def _services(codes: list[str]) -> frozenset[Service]:
    return frozenset(Service(code) for code in codes)


def lines_by_module() -> dict[int, int]:
    """In how many lines each module is named, by its id. One query."""
    rows = Line.objects.filter(module__isnull=False).order_by().values_list("module").annotate(n=Count("pk"))
    return {module: number for module, number in rows if module is not None}

"""What `shouwen decide` reads: one case, or an array of them."""

from datetime import datetime

from shouwen.policy.agreement import GRACE_DAYS, URGENT_UNITS, Agreement, PaidLine
from shouwen.policy.catalogue import Service
from shouwen.policy.clock import Fact, FactType, PauseReason
from shouwen.policy.coverage import Cause
from shouwen.policy.decision import Case
from shouwen.policy.severity import GRADED_BY_IMPACT, Impact, Kind, Urgency
from shouwen.policy.wire.fields import Fields
from shouwen.policy.wire.strict import bad


def read_case(value: object, path: str = "") -> Case:
    """The case in a JSON value; Refused `wire.bad_input` naming the first field that is wrong."""
    fields = Fields(value, path)
    accepted_at = fields.instant("at")
    agreement = _agreement(fields.inner("agreement"))
    request = fields.inner("request")
    kind = request.word("kind", Kind)
    service = request.word("service", Service)
    cause = request.word("cause", Cause) if request.has("cause") else Cause.UNKNOWN
    impact, urgency = _severity(request, kind)
    request.nothing_left()
    facts = tuple(_fact(row, kind, accepted_at) for row in fields.rows("events"))
    now = fields.instant("now") if fields.has("now") else max([accepted_at, *(fact.at for fact in facts)])
    if now < accepted_at:
        raise bad(fields.path("now"), "before at")
    fields.nothing_left()
    return Case(
        accepted_at=accepted_at,
        now=now,
        agreement=agreement,
        kind=kind,
        service=service,
        impact=impact,
        urgency=urgency,
        cause=cause,
        facts=facts,
    )


def _severity(fields: Fields, kind: Kind) -> tuple[Impact | None, Urgency | None]:
    """Impact and urgency, which an incident and a question must have and no other kind may."""
    if kind in GRADED_BY_IMPACT:
        return fields.word("impact", Impact), fields.word("urgency", Urgency)
    for name in ("impact", "urgency"):
        if fields.has(name):
            raise bad(fields.path(name), f"not asked of a {kind.value}")
    return None, None


def _fact(fields: Fields, kind: Kind, accepted_at: datetime) -> Fact:
    type_ = fields.word("type", FactType)
    at = fields.instant("at")
    if at < accepted_at:
        raise bad(fields.path("at"), "before the time of acceptance")
    reason = fields.word("reason", PauseReason) if type_ is FactType.PAUSED else None
    impact, urgency = None, None
    if type_ is FactType.REGRADED:
        if kind not in GRADED_BY_IMPACT:
            raise bad(fields.path("type"), f"a {kind.value} is not regraded")
        impact, urgency = _severity(fields, kind)
    fields.nothing_left()
    return Fact(type_, at, reason, impact, urgency)


def _agreement(fields: Fields) -> Agreement:
    free_from, free_until = fields.day("free_from"), fields.day_or_null("free_until")
    if free_until is not None and free_until < free_from:
        raise bad(fields.path("free_until"), "before free_from")
    agreement = Agreement(
        free_from=free_from,
        free_until=free_until,
        special=_services(fields, "special"),
        urgent_quota=fields.count("urgent_quota", URGENT_UNITS),
        urgent_used=fields.count("urgent_used", 0),
        paid=tuple(_paid_line(row) for row in fields.rows("paid")),
        grace_days=fields.count("grace_days", GRACE_DAYS),
        terminated_on=fields.day_or_null("terminated_on"),
    )
    fields.nothing_left()
    return agreement


def _paid_line(fields: Fields) -> PaidLine:
    first, last = fields.day("from"), fields.day("until")
    if last < first:
        raise bad(fields.path("until"), "before from")
    line = PaidLine(
        first=first,
        last=last,
        services=fields.words("services", Service),
        policy_change=fields.flag("policy_change"),
        special=_services(fields, "special"),
        urgent_quota=fields.count("urgent_quota", URGENT_UNITS),
        urgent_used=fields.count("urgent_used", 0),
    )
    fields.nothing_left()
    return line


def _services(fields: Fields, name: str) -> frozenset[Service]:
    return fields.words(name, Service) if fields.has(name) else frozenset()

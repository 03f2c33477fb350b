"""What rules did: the list, and one with its trace."""

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.automation import queries
from shouwen.apps.automation.queries import Asked, Outcome
from shouwen.console.automation.wording import became, english, found_in, names_in, traced
from shouwen.console.frame.guard import page, reads
from shouwen.console.frame.narrowed import address
from shouwen.policy.rules import Do
from shouwen.ui.door import Visit


@reads
def runs(visit: Visit) -> HttpResponse:
    """The newest first, narrowed by rule, card and what became of it."""
    asked, after = asked_of(visit), visit.GET.get("after", "")
    found = queries.runs(visit.actor, asked, after)
    kept = {"rule": asked.rule, "number": asked.number, "outcome": asked.outcome}
    return page(
        visit,
        "console/rule_runs.html",
        asked=asked,
        rules=[(each.rule_id, queries.name_of(each, english=english())) for each in queries.names(visit.actor)],
        outcomes=["", *Outcome],
        rows=[(each, queries.name_of(each.version, english=english())) for each in found.runs],
        export_url=address("console:rule_runs_sheet", **kept),
        newer_url=address("console:rule_runs", **kept) if after else "",
        older_url=address("console:rule_runs", **kept, after=found.after) if found.after else "",
        narrowed=any(kept.values()),
    )


def asked_of(visit: Visit) -> Asked:
    """From the address; what is odd is as if it were not there."""
    said, outcome = visit.GET.get("rule", ""), visit.GET.get("outcome", "")
    rule = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
    return Asked(rule, visit.GET.get("number", "").strip()[:24], outcome if outcome in set(Outcome) else "")


@reads
def run(visit: Visit, rule_run: int) -> HttpResponse:
    """Each condition with what was wanted and found, each action with what became of it."""
    found = queries.run_of(visit.actor, rule_run)
    names = names_in(visit.actor, [found.version], found_in([found.judged]))
    card = reverse("console:card", args=[found.ticket.number])
    proposed = [each["version"] for each in found.results if each["do"] == Do.DRAFT and each["done"]]
    return page(
        visit,
        "console/rule_run.html",
        run=found,
        name=queries.name_of(found.version, english=english()),
        trace=traced(found.judged, names),
        results=became(found.results, found.version.done, names, queries.people_told(found.results)),
        drafts=[f"{card}?act=reply&canned={each}#composer" for each in proposed],
    )

"""That "every act" is every act: each function of ours that runs as one is in a table of those that are let fail."""

import ast

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.customers import actions as customers
from shouwen.apps.departures import actions as departures
from shouwen.apps.duty import actions as duty
from shouwen.apps.imports import actions as imports
from shouwen.apps.installations import actions as installations
from shouwen.apps.outbox import actions as outbox
from shouwen.apps.people import actions as people
from shouwen.apps.settings import actions as settings
from shouwen.apps.tickets import actions as tickets
from shouwen.apps.webhooks import actions as webhooks
from tests.faults import (
    acts,
    aid_acts,
    call_acts,
    complaint_acts,
    desk_acts,
    expert_acts,
    fax_acts,
    money_acts,
    more_acts,
    original_acts,
    remote_acts,
    rule_acts,
    survey_acts,
    talk_acts,
)
from tests.house import tree

# Whose act a name of a table is: the first that has it.
OF_CARDS = (tickets, customers, agreements, installations, settings, imports, outbox)
OF_THE_DESK = (people, duty, webhooks, customers, departures)
APPS = tree.CHECKOUT / "shouwen" / "apps"


def written() -> set[str]:
    """`app.name` of every function under `@act`."""
    found = set()
    for path in APPS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(ast.unparse(each) == "act" for each in node.decorator_list):
                found.add(f"{path.relative_to(APPS).parts[0]}.{node.name}")
    return found


def named(name: str, modules: tuple[object, ...]) -> str:
    module = next(module for module in modules if hasattr(module, name))
    return f"{module.__name__.split('.')[2]}.{name}"


def tried() -> set[str]:
    on_cards = {named(acts.AGAIN.get(name, name), OF_CARDS) for name in acts.TRIALS}
    return (
        on_cards
        | {named(name, OF_THE_DESK) for name in desk_acts.TRIALS}
        | set(more_acts.TRIALS)
        | set(call_acts.TRIALS)
        | set(complaint_acts.TRIALS)
        | set(survey_acts.TRIALS)
        | set(original_acts.TRIALS)
        | set(aid_acts.TRIALS)
        | set(rule_acts.TRIALS)
        | set(money_acts.TRIALS)
        | set(expert_acts.TRIALS)
        | set(talk_acts.TRIALS)
        | set(remote_acts.TRIALS)
        | set(fax_acts.TRIALS)
    )


def test_every_act_is_tried() -> None:
    assert (len(written()) > 140, written() - tried()) == (True, set())


def test_nothing_is_tried_that_is_no_act() -> None:
    # A choice of language writes one row of its own.
    assert tried() - written() <= {"people.choose_language", "people.restore_view"}

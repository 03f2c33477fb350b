"""A rehearsal is an act like any other until it is taken back: it is tried again when it met another."""

import pytest
from django.db import connection

from shouwen.apps.aids import actions as aids
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions.batch import Wanted, rehearse
from shouwen.policy.macros import Step
from tests.cast import Cast, at
from tests.faults.test_nth_statement import Failing, met_another_act


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_that_met_another_act_is_tried_again(cast: Cast) -> None:
    number, agent = cast.report().number, cast.actor("agent")
    macro = aids.write(cast.actor("manager"), "macro", aids.Said("宏", "用时", steps=(Step("take"),)), at=at(0))
    version, before = macro.versions.get().pk, Event.objects.count()
    for nth in (1, 3, 6):
        with connection.execute_wrapper(Failing(nth, False, met_another_act)):
            assert aids.rehearse_macro(agent, number, version, at=at(5)) is None
        with connection.execute_wrapper(Failing(nth, False, met_another_act)):
            [found] = rehearse(agent, [number], Wanted("take"), at=at(5))
        assert (found.refused, Event.objects.count()) == (None, before)

"""Acts on people and the rota under a failing database: all or nothing, and tried again when two acts met."""

import pytest
from django.db import connection

from shouwen.apps.duty import actions as duty
from shouwen.apps.files.models import StoredFile
from shouwen.apps.people import actions as people
from shouwen.apps.webhooks import actions as hooks
from tests.cast import Cast
from tests.faults import (
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
from tests.faults.desk_acts import Desk
from tests.faults.test_nth_statement import DiskError, Failing, met_another_act, stride
from tests.faults.world import check_world, picture

TRIALS = (
    desk_acts.TRIALS
    | more_acts.TRIALS
    | money_acts.TRIALS
    | call_acts.TRIALS
    | complaint_acts.TRIALS
    | survey_acts.TRIALS
    | original_acts.TRIALS
    | aid_acts.TRIALS
    | rule_acts.TRIALS
    | expert_acts.TRIALS
    | talk_acts.TRIALS
    | remote_acts.TRIALS
    | fax_acts.TRIALS
)
ELSEWHERE = {"add_account", "leave"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("forever", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", TRIALS)
def test_an_act_is_done_or_undone(cast: Cast, name: str, forever: bool) -> None:
    before_it, act = TRIALS[name]
    desk = Desk(cast)
    for step in before_it:
        step(desk)
    before, outcomes = picture(), []
    for nth in range(1, 400, stride()):
        failing = Failing(nth, forever)
        try:
            with connection.execute_wrapper(failing):
                act(desk)
        except DiskError:
            outcomes.append("undone" if picture() == before else f"half done at statement {nth}")
        else:
            outcomes.append("done" if failing.seen < nth else f"went on without statement {nth}")
            break
    assert outcomes == ["undone"] * (len(outcomes) - 1) + ["done"]
    assert len(outcomes) > 1
    StoredFile.objects.filter(sha256="0" * 64).delete()
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["leave", "swap", "set_password", "issue_token"])
def test_an_act_that_met_another_is_tried_again(cast: Cast, name: str) -> None:
    before_it, act = TRIALS[name]
    desk = Desk(cast)
    for step in before_it:
        step(desk)
    with connection.execute_wrapper(Failing(4, False, met_another_act)):
        act(desk)
    assert check_world() == []


def test_every_act_is_tried() -> None:
    assert set(desk_acts.TRIALS) == {*people.__all__, *duty.__all__, *hooks.__all__, *ELSEWHERE}

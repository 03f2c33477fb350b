"""Every code that a page may meet has a word."""

from enum import StrEnum

import pytest
from django.utils.translation import override

from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.actions.token import Scope
from shouwen.apps.webhooks.kinds import FOR_VENDOR, PING
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy import clock, coverage, first_contact, lifecycle, posts, proof, roles, severity, stopwatch
from shouwen.policy.catalogue import Service
from shouwen.ui.code_words import VOCABULARIES, word
from shouwen.ui.environment import environment

ENUMERATIONS: dict[str, type[StrEnum]] = {
    "state": lifecycle.State,
    "act": lifecycle.Act,
    "follow_up_result": lifecycle.FollowUpResult,
    "hold_reason": clock.PauseReason,
    "level": roles.Level,
    "level_short": roles.Level,
    "role": roles.Role,
    "first_contact_because": first_contact.Because,
    "kind": severity.Kind,
    "impact": severity.Impact,
    "urgency": severity.Urgency,
    "answer": severity.PlainAnswer,
    "service": Service,
    "cause": coverage.Cause,
    "charge": coverage.Charge,
    "charge_plainly": coverage.Charge,
    "phase": coverage.Phase,
    "cover": coverage.Cover,
    "clock": stopwatch.ClockKind,
    "span": proof.Because,
    "post": posts.PostCode,
    "scope": Scope,
}


@pytest.mark.parametrize("vocabulary", ENUMERATIONS)
def test_no_code_without_a_word_and_no_word_without_a_code(vocabulary: str) -> None:
    assert set(VOCABULARIES[vocabulary]) == {code.value for code in ENUMERATIONS[vocabulary]}


def test_what_can_be_listened_for_has_a_word() -> None:
    assert set(VOCABULARIES["webhook_kind"]) == {PING, *(code.value for code in FOR_VENDOR)}
    assert set(VOCABULARIES["delivery_state"]) == set(Delivery.State.values)
    assert set(VOCABULARIES["webhook_off"]) == set(Endpoint.Off.values)


def test_an_unknown_code_shows_itself() -> None:
    assert word("something_new", "state") == "something_new"


def test_a_code_that_stands_in_a_template_is_said_to_each_reader_in_his_language() -> None:
    page = environment().from_string('{{ "green_channel"|word("service") }}')
    said = []
    for language in ("en", "zh-hans", "en"):
        with override(language):
            said.append(page.render())
    assert said == ["Green channel", "绿色专用通道", "Green channel"]

"""What becomes of a letter: the first rule that fits, and never a card from what nobody proves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.mail_intake import MOST_AN_HOUR, Fate, MailFacts, sort

GOOD = MailFacts(proved=True, known=True)


@pytest.mark.parametrize(
    ("facts", "fate", "why"),
    [
        (GOOD, Fate.NEW, "new"),
        (replace(GOOD, thread=True, may_see=True), Fate.ANSWER, "thread"),
        (replace(GOOD, proved=None, thread=True, may_see=True, signed=True), Fate.ANSWER, "thread"),
        (replace(GOOD, proved=None, thread=True, may_see=True), Fate.QUARANTINE, "not_proved"),
        (replace(GOOD, thread=True), Fate.QUARANTINE, "not_his_card"),
        (replace(GOOD, proved=False, thread=True, may_see=True, signed=True), Fate.QUARANTINE, "forged"),
        (replace(GOOD, proved=None), Fate.QUARANTINE, "not_proved"),
        (replace(GOOD, known=False), Fate.QUARANTINE, "unknown_sender"),
        (replace(GOOD, empty=True), Fate.QUARANTINE, "empty"),
        (replace(GOOD, automatic=True), Fate.IGNORED, "automatic"),
        (replace(GOOD, from_ourselves=True), Fate.IGNORED, "from_ourselves"),
        (replace(GOOD, bounce=True, automatic=True), Fate.BOUNCE, "bounce"),
        (replace(GOOD, in_an_hour=MOST_AN_HOUR), Fate.QUARANTINE, "too_many"),
    ],
)
def test_the_rules_in_their_order(facts: MailFacts, fate: Fate, why: str) -> None:
    assert sort(facts) == (fate, why)


FACTS = st.builds(
    MailFacts,
    **{
        name: st.booleans()
        for name in ("from_ourselves", "bounce", "automatic", "known", "thread", "signed", "may_see", "empty")
    },
    in_an_hour=st.integers(0, 40),
    proved=st.sampled_from([True, False, None]),
)


@given(FACTS)
def test_only_a_known_sender_who_is_proved_or_answers_to_a_signed_address_reaches_a_card(facts: MailFacts) -> None:
    fate, _why = sort(facts)
    if fate in {Fate.NEW, Fate.ANSWER}:
        assert facts.known
        assert (facts.automatic, facts.bounce, facts.from_ourselves) == (False, False, False)
        assert facts.proved is True or (fate is Fate.ANSWER and facts.signed and facts.proved is None)
    if fate is Fate.ANSWER:
        assert facts.may_see

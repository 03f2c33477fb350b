"""Every field of every form of the HTML doors, one wrong at a time, and all at once."""

import os
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.input.attack import LANGUAGES, Target, all_wrong, one_wrong, tried
from tests.input.corpus import values
from tests.input.desk import Desk
from tests.input.walk import Walk, opens
from tests.input.world import World

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("SHOUWEN_INPUT_EXAMPLES", "20"))
# Whatever is sent, these refuse the world as it is; their fields are tried all the same.
GROUND_REFUSED = {
    "console:accept",
    # Without an action yet; and with nothing that is not so already.
    "console:add_rule",
    "console:revise_rule",
    "console:card_problem",
    "console:contact_account",
    "console:retire_campus",
    "console:revise_aid",
    "console:copy_week",
    "console:import_upload",
    "console:install",
    "console:post_resident",
    "console:calendar_preview",
    "console:merge",
    "mfa_activate_totp",
    "language",
    "console:accept_urgent",
    "console:attach_mail",
    "console:bind_call",
    "console:call_consultation",
    "console:clear_in_complaint",
    "console:conclusion",
    "console:decline_onsite",
    "console:decline_urgent",
    "console:draft_quote",
    "console:end_session",
    "console:end_urgent",
    "console:file_complaint",
    "console:log_call",
    "console:log_work",
    "console:name_expert",
    "console:opinion",
    "console:propose_visit",
    "console:resume_cover",
    "console:revise_quote",
    "console:send_onsite",
    "console:set_fee",
    "console:start_session",
    "console:stop_cover",
    "console:undo_payment",
}
# Their buttons are on pages that this world does not have, or that only one state shows; `test_addresses` sends to them
# all the same, without a page.
WITHOUT_A_PAGE = {
    "console:back", "console:batches", "console:calendar_publication", "console:forget_second_factor",
    "console:identify", "console:import_draft", "console:let_back", "console:move_view", "console:person_absence",
    "console:revoke_token", "console:share_view", "console:switch_on_webhook", "console:undo_batch",
    "console:undo_setting", "console:unlock_account",
    "console:withdraw_offer", "mfa_activate_totp", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "mfa_index", "mfa_reauthenticate",
    "mfa_view_recovery_codes", "portal:switch_on_webhook", "portal:switch_on_program",
    "console:original", "console:revise_aid", "console:retire_aid", "console:bring_back_aid", "console:tick",
    "console:untick", "console:card_macro", "console:card_macro_preview", "console:forget_quiet", "portal:forget_quiet",
    "console:withdraw_ruling", "portal:accept_complaint", "portal:appeal_ruling", "portal:end_urgent", "portal:green",
    "portal:reject_complaint",
    # What only an open page's script sends, and what stands there only for who sits at the desk.
    "console:stand_up", "console:talk_presence", "portal:talk_presence",
    # Of records that this world has none of: complaints, money, letters, experts, rulings, feeds.
    "console:accept_complaint", "console:answer_complaint", "console:answer_page", "console:approve_solution",
    "console:archive_complaint", "console:bring_back_mail", "console:close_duty_feed", "console:close_statement",
    "console:conclude_complaint", "console:correct_complaint", "console:credit", "console:decide_on_complaint",
    "console:decide_ruling", "console:draft_statement", "console:finalise_ruling", "console:invoice",
    "console:make_visit", "console:pay", "console:propose_for_complaint", "console:publish_rates", "console:refund",
    "console:reject_complaint", "console:release_expert", "console:review_survey", "console:send_quote",
    "console:sign_minutes", "console:accept_swap", "console:decline_swap", "console:withdraw_swap", "console:ask_swap",
    "console:talk_lines", "console:switch_off_rule", "console:fax_try", "console:send_fax_again",
    "console:call_off_fax", "console:mail_original",
    "console:complaint_original",
    "console:resend_webhook", "portal:resend_webhook",
}  # fmt: skip


def some_of(target: Target, turn: int) -> list[str]:
    """Every third of its fields, from another one on each time."""
    names = [each.name for each in target.form.fields.values() if each.kind != "file"]
    return names[turn % 3 :: 3]


def test_each_form_once(desk: Desk, world: World, walk: Walk, targets: list[Target]) -> None:
    """A rotating corpus: each field meets one value, each form one in all its fields."""
    found, turn, corpus = [], count(), values(world.strange)
    for target in targets:
        for name in [*some_of(target, next(turn)), ""]:
            number = next(turn)
            what, value = corpus[number * 7 % len(corpus)]
            said = one_wrong(target, name, value) if name else all_wrong(target, value)
            found += tried(desk, target, said, f"{name or 'all'} = {what}", LANGUAGES[number % 2])
    refused = {target.address for target in targets if not target.passes}
    reached = {target.address for target in targets}
    assert not found, "\n".join(found)
    # Whatever is not taken as it is filled in proves little: a new form goes into `filling.KNOWN` or says why not.
    assert " ".join(sorted(refused - GROUND_REFUSED)) == ""
    assert " ".join(sorted(set(opens("POST")) - reached - WITHOUT_A_PAGE)) == ""


def moved_on(target: Target, world: World, number: str) -> Target | None:
    """The same form, sent when its card is another: None for what is not about a card."""
    here = next((each for each in world.cards.values() if f"/{each}/" in target.form.action), None)
    if here is None or not target.form.typed():
        return None
    form = replace(target.form, action=target.form.action.replace(here, number))
    return replace(target, form=form)


def test_a_form_whose_card_has_moved_on(desk: Desk, world: World, targets: list[Target]) -> None:
    """Two tabs: the words are not lost, and it is said why nothing was done."""
    found, turn, states = [], count(), ["archived", "closed", "solved", "held", "disputed"]
    for target in targets:
        later = moved_on(target, world, world.cards[states[next(turn) % len(states)]])
        if later is not None:
            found += tried(desk, later, later.ground, "moved on", LANGUAGES[next(turn) % 2])
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_a_form_on_a_card_in_any_state(desk: Desk, world: World, targets: list[Target]) -> None:
    found = []
    for number in world.cards.values():
        for target in targets:
            later = moved_on(target, world, number)
            if later is not None:
                found += tried(desk, later, later.ground, f"on {number}", "en")
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_each_field_against_everything(desk: Desk, world: World, targets: list[Target]) -> None:
    found, turn, corpus = [], count(), values(world.strange)
    for target in targets:
        for name in [*(each.name for each in target.form.fields.values() if each.kind != "file"), ""]:
            for what, value in corpus:
                said = one_wrong(target, name, value) if name else all_wrong(target, value)
                found += tried(desk, target, said, f"{name or 'all'} = {what}", LANGUAGES[next(turn) % 2])
    assert not found, "\n".join(found)


ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text(st.characters(categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zl", "Zp")), max_size=20),
    st.integers(min_value=-(2**70), max_value=2**70).map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.datetimes().map(lambda when: when.isoformat(timespec="minutes")),
    st.text("0123456789-:T/.,+ ", max_size=20),
)


def _attempts(desk: Desk, target: Target, wrong: st.SearchStrategy[dict[str, str]], found: list[str]) -> None:
    @effort(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(said=wrong, language=st.sampled_from(LANGUAGES))
    def attempt(said: dict[str, str], language: str) -> None:
        whole = target.ground | {name: [value] for name, value in said.items()}
        found.extend(tried(desk, target, whole, repr(said)[:200], language))

    attempt()


@pytest.mark.slow
def test_each_form_against_anything(desk: Desk, world: World, targets: list[Target]) -> None:
    """Machine-made: any of the fields hold anything at once; the rest is well meant."""
    found: list[str] = []
    for target in targets:
        names = [each.name for each in target.form.fields.values() if each.kind != "file"]
        if not names:
            continue
        wrong = st.dictionaries(st.sampled_from(names), ANYTHING, min_size=1)

        _attempts(desk, target, wrong, found)
    assert not found, "\n".join(found)

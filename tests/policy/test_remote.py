"""Remote service: what is authorised, when a session begins, what is kept of its id."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy import remote
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import Window

START = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = Window(START, START + 2 * HOUR)


def refused(do, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, str(caught.value.facts.get("field", ""))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("123 456 789", "***789"),
        ("1234567890", "***890"),
        ("VPN-2026-0317", "***317"),
        ("BLJ_sz-00123456", "***456"),
        (" 987-654-321 ", "***321"),
    ],
)
def test_of_an_id_only_the_end_is_kept(said: str, kept: str) -> None:
    assert remote.masked_session(said) == kept


@pytest.mark.parametrize(
    "said",
    ["k3v9x2", "Abc@123456", "abc123456", "password 123456", "密码123456", "12345", "a1b2c3d4", "P@ssw0rd",
     "１２３４５６７", "123456\n789012", "123456;", "VPN-12 ab 34", "h8Kq-22917"],
)  # fmt: skip
def test_what_looks_like_a_password_is_refused(said: str) -> None:
    assert refused(remote.masked_session, said) == ("looks_like_password", "session_id")


def test_too_little_and_too_much() -> None:
    assert refused(remote.masked_session, "  ") == ("text_missing", "session_id")
    assert refused(remote.masked_session, "1" * 41) == ("text_too_long", "session_id")


@given(st.text(min_size=1, max_size=60))
def test_never_more_than_three_characters_are_kept(said: str) -> None:
    try:
        kept = remote.masked_session(said)
    except Refused:
        return
    assert (kept[:3], kept[3:], len(kept)) == ("***", said.strip()[-3:], 6)
    # What remains of it is figures, with the gaps between them.
    assert set(kept[3:]) <= set(string.digits + " -")


@given(st.text(alphabet=string.ascii_letters + string.digits + "!@#$%^&*", min_size=6, max_size=24))
def test_letters_and_figures_in_one_run_are_never_an_id(said: str) -> None:
    """As passwords are made: both in one word, or a mark."""
    mixed = any(each.isalpha() for each in said) and not any(each in "-_#" for each in said)
    marked = any(each in "!@$%^&*" for each in said)
    if mixed or marked:
        assert refused(remote.masked_session, said) == ("looks_like_password", "session_id")


@given(
    st.sampled_from(["密码", "口令", "Password", "pwd", "passwd", "验证码"]),
    st.sampled_from([":", "：", "=", "是", "为"]),
    st.text(alphabet=string.ascii_letters + string.digits, min_size=1),
    st.text(max_size=20),
)
def test_what_is_called_a_password_is_kept_in_no_text(name: str, mark: str, secret: str, before: str) -> None:
    said = f"{before} {name}{mark}{secret}"
    assert refused(remote.check_no_password, said, "why") == ("password_in_text", "why")


@pytest.mark.parametrize(
    "said",
    ["密码 Abc@123", "密码Abc123", "密码改成Abc123", "密码已改为 Abc123", "密码重置为Abc123", "密码：“Abc123”",
     "密码：（Abc123）", "密码「Abc123」", "口令设为 (Abc123)", "验证码 884213", "Password is Abc123", "pwd qwe!23"],
)  # fmt: skip
def test_a_password_as_people_write_it(said: str) -> None:
    assert refused(remote.check_no_password, said, "why") == ("password_in_text", "why")


def test_words_about_passwords_are_fine() -> None:
    for said in (
        "Password is required on screen",
        "Password is wrong.",
        "请修改密码",
        "密码 2026-11-28 到期",
        "密码90天一换",
        "密码（8位以上）",
        "The pass 1234 records were read.",
        "用户忘记密码，协助重置。",
        "检查口令策略",
        "The password policy was changed.",
        "compass: 3",
        "按《密码法》",
        "密码是必填项",
    ):
        assert remote.check_no_password(said, "why") == said


def test_scope() -> None:
    assert remote.checked_scope(["data", "look", "look"]) == ["look", "data"]
    assert refused(remote.checked_scope, []) == ("text_missing", "scope")
    assert refused(remote.checked_scope, ["look", "all"]) == ("unknown_choice", "scope")
    assert refused(remote.checked_scope, ["data"], ["look", "settings"]) == ("scope_not_granted", "scope")


def test_a_window_that_is_asked_for() -> None:
    assert remote.checked_window(START, START + HOUR, START) == Window(START, START + HOUR)
    assert refused(remote.checked_window, START, START, START)[0] == "window_order"
    assert refused(remote.checked_window, START, START + HOUR, START + HOUR)[0] == "window_past"
    long = START + remote.LONGEST + timedelta(seconds=1)
    assert refused(remote.checked_window, START, long, START)[0] == "window_too_long"


@given(st.integers(-300, 300), st.integers(-300, 300))
def test_a_window_is_made_narrower_never_wider(first: int, last: int) -> None:
    start, end = START + timedelta(minutes=first), START + timedelta(minutes=last)
    fits = START <= start < end <= WINDOW.ends_at
    try:
        found = remote.narrowed(WINDOW, start, end, START)
    except Refused:
        assert not fits
    else:
        assert (fits, found) == (True, Window(start, end))
    assert remote.narrowed(WINDOW, None, None, START) == WINDOW


def test_a_backup_is_done_or_not_needed_where_nothing_changes() -> None:
    assert [remote.needs_backup(scope, wanted=False) for scope in (["look"], ["account"], ["data"], ["restart"])] == [
        False, False, True, True
    ]  # fmt: skip
    assert remote.needs_backup(["look"], wanted=True)
    remote.check_backup("done", "", needed=True)
    remote.check_backup("not_needed", "只看日志", needed=False)
    assert refused(remote.check_backup, "not_needed", "小改动", needed=True) == ("backup_needed", "backup")
    assert refused(remote.check_backup, "not_needed", " ", needed=False) == ("text_missing", "backup_words")
    assert refused(remote.check_backup, "", "", needed=False) == ("unknown_choice", "backup")


@given(st.integers(-60, 180), st.sampled_from(list(remote.State)))
def test_a_session_begins_only_under_an_authorisation_in_force(minutes: int, state: remote.State) -> None:
    at = START + timedelta(minutes=minutes)
    if state is remote.State.GRANTED and WINDOW.starts_at <= at < WINDOW.ends_at:
        remote.check_start(state, WINDOW, at)
        return
    late = "remote_over" if at >= WINDOW.ends_at else "remote_not_yet"
    expected = late if state is remote.State.GRANTED else "remote_not_granted"
    assert refused(remote.check_start, state, WINDOW, at) == (expected, "")


def test_off_the_hours() -> None:
    for grade in (1, 2):
        remote.check_hours(grade, "", is_open=False)
    for grade in (3, 4, 5):
        remote.check_hours(grade, "", is_open=True)
        remote.check_hours(grade, "院方要求夜间", is_open=False)
        assert refused(remote.check_hours, grade, " ", is_open=False) == ("remote_closed", "off_hours")
    assert [remote.goes_by_itself(grade) for grade in range(1, 6)] == [True, True, False, False, False]

"""Durations, deadlines and instants in words."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Of
from typing import Any

import pytest
from django.utils import translation

from shouwen.ui import time_words

# Friday 2026-02-13, 16:00 in Shanghai.
NOW = datetime(2026, 2, 13, 8, 0, tzinfo=UTC)


def clock(state: str, due_in: float, **more: Any) -> Any:
    due_at = NOW + timedelta(minutes=due_in)
    facts = {
        "state": state,
        "due_at": due_at,
        "warn_at": due_at - timedelta(minutes=30),
        "stopped_at": None,
        "hold_reason": "",
    }
    return Of(**(facts | more))


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        (0, "0 分", "0 min"),
        (35, "35 分", "35 min"),
        (60, "1 小时", "1 h"),
        (80, "1 小时 20 分", "1 h 20 min"),
        (2400, "40 小时", "40 h"),
    ],
)
def test_working_time_is_never_said_in_days(minutes: int, chinese: str, english: str) -> None:
    for language, words in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            assert time_words.minutes_words(minutes) == words


def test_wall_time_has_days() -> None:
    with translation.override("zh-hans"):
        assert [time_words.span_words(n) for n in (1439, 1440, 1499, 1500)] == [
            "23 小时 59 分",
            "1 天",
            "1 天",
            "1 天 1 小时",
        ]


@pytest.mark.parametrize(
    ("shown", "state", "words"),
    [
        (clock("running", 80), "fine", "剩 1 小时 20 分"),
        (clock("running", 30), "soon", "剩 30 分"),
        (clock("running", 0.5), "soon", "不足 1 分钟"),
        (clock("running", 0), "late", "刚刚超时"),
        (clock("breached", -35), "late", "超 35 分"),
        (clock("paused", 80, hold_reason="waiting_customer"), "held", "挂起：等客户"),
        (clock("paused", 80), "held", "挂起"),
        (clock("breached", -35, hold_reason="third_party"), "late", "超 35 分"),
        (clock("met", -35, stopped_at=NOW), "met", "已达成"),
        (clock("breached", -35, stopped_at=NOW), "missed", "超 35 分完成"),
    ],
)
def test_a_clock_in_words(shown: Any, state: str, words: str) -> None:
    with translation.override("zh-hans"):
        due = time_words.due(shown, NOW)
    assert (due.state, due.words.replace("分 完成", "分完成")) == (state, words)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 2, 13, 8, 15, tzinfo=UTC), "今天 16:15"),
        (datetime(2026, 2, 13, 16, 0, tzinfo=UTC), "明天 00:00"),
        (datetime(2026, 2, 12, 15, 59, tzinfo=UTC), "昨天 23:59"),
        (datetime(2026, 2, 24, 4, 0, tzinfo=UTC), "02-24 周二 12:00"),
        (datetime(2025, 12, 31, 8, 0, tzinfo=UTC), "2025-12-31 周三 16:00"),
    ],
)
def test_an_instant_in_words(at: datetime, words: str) -> None:
    with translation.override("zh-hans"):
        assert time_words.when_words(at, NOW) == words


def test_the_browser_gets_the_same_patterns() -> None:
    with translation.override("zh-hans"):
        words = time_words.countdown_words()
    assert words["words-hm"] == "{h} 小时 {m} 分"
    assert words["words-left"] == "剩 {t}"

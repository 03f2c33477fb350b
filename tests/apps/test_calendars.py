"""Calendar versions: published, never changed."""

from datetime import UTC, datetime

import pytest

from shouwen.apps.calendars.actions import publish
from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.queries import newest, next_year_is_missing, working_times
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at
from tests.policy.test_notice import CSV


def test_publishing_adds_a_version_and_leaves_the_old_one(cast: Cast) -> None:
    before = newest()
    version = publish(cast.actor("manager"), "2027", CSV, at=at(0))
    assert (version.number, 2027 in version.years, newest().pk) == (2, True, version.pk)
    before.refresh_from_db()
    assert 2027 not in before.years
    friday, monday = datetime(2027, 2, 5, 2, tzinfo=UTC), datetime(2027, 2, 8, 2, tzinfo=UTC)
    assert [working_times(each.pk)["online"].is_open(friday) for each in (before, version)] == [True, False]
    assert working_times(version.pk)["online"].is_provisional(friday, monday) is False


@pytest.mark.parametrize("who", ["agent", "pm", "auditor", "hospital_a"])
def test_only_director_and_administrator_publish(cast: Cast, who: str) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        publish(cast.actor(who), "2027", CSV, at=at(0))


@pytest.mark.parametrize(("year", "notice", "code"), [("x", CSV, "unknown_year"), ("2027", "?", "notice.line")])
def test_a_bad_notice_publishes_nothing(cast: Cast, year: str, notice: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        publish(cast.actor("admin"), year, notice, at=at(0))
    assert (caught.value.code, CalendarVersion.objects.count()) == (code, 1)


def test_the_same_notice_twice_is_refused(cast: Cast) -> None:
    publish(cast.actor("admin"), "2027", CSV, at=at(0))
    with pytest.raises(Refused, match=r"notice\.same"):
        publish(cast.actor("admin"), "2027", CSV, at=at(1))


def test_from_november_a_missing_year_is_told(cast: Cast) -> None:
    assert next_year_is_missing(datetime(2026, 10, 31, 15, 59, tzinfo=UTC)) is None
    assert next_year_is_missing(datetime(2026, 10, 31, 16, 0, tzinfo=UTC)) == 2027
    publish(cast.actor("admin"), "2027", CSV, at=at(0))
    assert next_year_is_missing(datetime(2026, 11, 1, tzinfo=UTC)) is None

"""Another title: the one before stays on record, and both find the card."""

import pytest

from shouwen.apps.search.queries import find
from shouwen.apps.tickets import actions
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at, signed_in

pytestmark = pytest.mark.django_db


def test_the_title_before_stays_on_record_and_both_are_found(cast: Cast) -> None:
    ticket = cast.report()
    agent = cast.actor("agent")
    actions.retitle(agent, ticket.number, "  病区激光打印机\n卡纸 ", at=at(3))
    ticket.refresh_from_db()
    kept = ticket.retitlings.get()
    assert (ticket.title, kept.was) == ("病区激光打印机 卡纸", "护士站打印机不出纸")
    assert (kept.by_id, kept.at) == (agent.id, at(3))
    for words in ("激光打印", "不出纸"):
        assert [each.number for each in find(cast.actor("hospital_a"), words).tickets] == [ticket.number]
    page = signed_in(cast, "agent").get(f"/console/tickets/{ticket.number}/").content.decode()
    assert "护士站打印机不出纸" in page


@pytest.mark.parametrize(
    ("title", "code"),
    [(" ", "text_missing"), ("长" * 61, "text_too_long"), ("护士站打印机不出纸", "nothing_changed")],
)
def test_a_bad_title_changes_nothing(cast: Cast, title: str, code: str) -> None:
    ticket = cast.report()
    with pytest.raises(Refused) as refused:
        actions.retitle(cast.actor("agent"), ticket.number, title, at=at(3))
    assert (refused.value.code, refused.value.facts["field"]) == (code, "title")
    assert ticket.retitlings.count() == 0
    page = signed_in(cast, "agent").post(f"/console/tickets/{ticket.number}/title/", {"title": title})
    assert page.status_code == 422
    assert title.strip()[:60] in page.content.decode()


def test_a_patients_number_is_masked_in_a_title_too(cast: Cast) -> None:
    ticket = cast.report()
    actions.retitle(cast.actor("agent"), ticket.number, "患者 13812345678 查不到", at=at(3))
    ticket.refresh_from_db()
    assert "13812345678" not in ticket.title

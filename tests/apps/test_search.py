"""Every piece of Chinese that was said is found, and only by those who may see it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from shouwen.apps.search.engines import engine
from shouwen.apps.search.queries import find
from shouwen.apps.search.tokens import terms_of
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db

TEXT = "门诊收费窗口医保结算失败，提示ORA-00001：违反唯一约束（𠮷先生）。\n影响３个窗口，版本HIS5.2.1"


def report(cast: Cast, text: str, by: str = "ward_a", key: str = "k") -> Ticket:
    return actions.report(
        cast.actor(by), actions.Report("workstation", text, cast.module.pk), at=at(0), submission=f"{key}-0123456789ab"
    )


def numbers(cast: Cast, who: str, asked: str) -> list[str]:
    return [ticket.number for ticket in find(cast.actor(who), asked).tickets]


def pieces(text: str) -> Iterator[str]:
    for run in ("门诊收费窗口医保结算失败", "违反唯一约束", "𠮷先生", "影响", "个窗口", "版本"):
        assert run in text
        yield from (run[at:end] for at in range(len(run)) for end in range(at + 1, min(len(run), at + 6) + 1))


def test_every_piece_of_one_to_six_characters_is_found(cast: Cast) -> None:
    ticket = report(cast, TEXT)
    report(cast, "打印机不出纸", key="other")
    missed = [piece for piece in pieces(TEXT) if ticket.number not in numbers(cast, "agent", piece)]
    assert missed == []


@pytest.mark.parametrize(
    "asked",
    ["ORA-00001", "ora-00001", "ＯＲＡ－００００１", "ORA 00001", "00001", "ORA-000", "5.2.1", "HIS5", "3", "收费 约束",
     "结算失败ORA-00001", "  窗口  ", "护士站", "Ward nurse", "病区"],
)  # fmt: skip
def test_codes_words_and_places_are_found(cast: Cast, asked: str) -> None:
    ticket = report(cast, TEXT)
    assert numbers(cast, "agent", asked) == [ticket.number]


def test_a_card_is_found_by_its_number_and_by_the_last_part_alone(cast: Cast) -> None:
    first, second = report(cast, TEXT), report(cast, TEXT, key="second")
    assert numbers(cast, "agent", second.number) == [second.number]
    assert numbers(cast, "agent", second.number.rsplit("-", 1)[1]) == [second.number]
    assert numbers(cast, "agent", first.number.rsplit("-", 1)[0]) == [second.number, first.number]


@pytest.mark.parametrize(
    "asked", ["", "  ", "，。！", "\x00", "🙂", '"', "' OR 1=1", "窗口 医院外面", "算结", '窗口" OR "门诊x', "*"]
)
def test_what_is_not_there_is_not_found(cast: Cast, asked: str) -> None:
    report(cast, TEXT)
    assert find(cast.actor("agent"), asked).count == 0


def test_a_hospital_is_found_by_its_initials(cast: Cast) -> None:
    ours, theirs = report(cast, TEXT), report(cast, TEXT, by="hospital_b", key="theirs")
    assert cast.other_hospital.initials.split()[0] == "sley"
    assert numbers(cast, "agent", "sley") == [theirs.number]
    assert numbers(cast, "agent", "LEY") == [theirs.number]
    assert numbers(cast, "agent", "sl") == [theirs.number, ours.number]


def test_terms_may_stand_in_different_words_of_a_card(cast: Cast) -> None:
    ticket = report(cast, TEXT)
    agent = cast.actor("agent")
    actions.take(agent, ticket.number, at=at(1))
    actions.note(agent, ticket.number, "查了监听日志", at=at(2), submission="note-0123456789abcd")
    actions.resolve(agent, ticket.number, Remedy("third_party", "索引损坏", "重建索引", "每周巡检"), at=at(3))
    assert numbers(cast, "agent", "医保结算 监听日志 重建索引 巡检") == [ticket.number]
    assert numbers(cast, "hospital_a", "医保结算 重建索引") == [ticket.number]


def test_a_hospital_finds_its_own_words_and_no_note(cast: Cast) -> None:
    ours, theirs = report(cast, TEXT), report(cast, TEXT, by="hospital_b", key="theirs")
    actions.note(cast.actor("agent"), ours.number, "院方联系人难沟通", at=at(2), submission="note-0123456789abcd")
    assert numbers(cast, "hospital_a", "医保结算") == [ours.number]
    assert numbers(cast, "hospital_b", "医保结算") == [theirs.number]
    assert numbers(cast, "ward_a", "医保结算") == [ours.number]
    assert find(cast.actor("hospital_a"), "难沟通").count == 0
    assert find(cast.actor("hospital_b"), ours.number).count == 0
    assert numbers(cast, "agent", "难沟通") == [ours.number]
    assert numbers(cast, "resident", "难沟通") == [ours.number]
    assert find(cast.actor("admin"), "医保结算").count == 0


def test_a_ward_finds_its_department_and_what_it_opened(cast: Cast) -> None:
    mine, heads = report(cast, TEXT), report(cast, TEXT, by="hospital_a", key="head")
    assert numbers(cast, "ward_a", "窗口") == [mine.number]
    assert numbers(cast, "hospital_a", "窗口") == [heads.number, mine.number]


def test_staff_of_one_hospital_find_the_other_card_that_is_in_their_hands(cast: Cast) -> None:
    theirs = report(cast, TEXT, by="hospital_b", key="theirs")
    assert numbers(cast, "resident", "窗口") == []
    Ticket.objects.filter(pk=theirs.pk).update(handler=cast.users["resident"])
    assert numbers(cast, "resident", "窗口") == [theirs.number]


def test_a_pasted_log_is_found_to_its_end(cast: Cast) -> None:
    log = "\n".join(f"at com.his.Pay line {n} 错误 {n % 7}" for n in range(500)) + "\n结尾标记ZX-77"
    ticket = report(cast, log)
    for asked in ("结尾标记", "ZX-77", "line 499 错误 2", "com.his.Pay line 250"):
        assert numbers(cast, "agent", asked) == [ticket.number], asked
    flood = report(cast, "啊" * 19_000 + "完", key="flood")
    assert numbers(cast, "agent", "啊啊啊完") == [flood.number]


def test_pages_are_newest_first_and_complete(cast: Cast) -> None:
    opened = [report(cast, TEXT, key=f"page{n:02d}").number for n in range(60)]
    after, seen = "", []
    for _ in range(3):
        found = find(cast.actor("agent"), "窗口", after)
        seen += [ticket.number for ticket in found.tickets]
        after = found.after
    assert seen == opened[::-1]
    assert after == ""
    assert find(cast.actor("agent"), "窗口").count == 60
    assert not find(cast.actor("agent"), "窗口").more


def test_an_act_that_fails_leaves_no_words(cast: Cast) -> None:
    ticket = report(cast, TEXT)
    with transaction.atomic():
        actions.note(cast.actor("agent"), ticket.number, "未遂之言", at=at(2), submission="note-0123456789abcd")
        assert len(engine().find(terms_of("未遂"), [], 1 << 62, 10)) == 1
        transaction.set_rollback(True)
    assert engine().find(terms_of("未遂"), [], 1 << 62, 10) == []

"""What is covered, and what only looks like it. Numbers are made up: no region 999999, no mobile of anybody."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.masking import identity_is_valid, luhn_is_valid, mask

COVERED = [
    ("11010519491231002X", "110***********002X"),
    ("身份证:11010519491231002x。", "身份证:110***********002x。"),
    ("440524188001010014", "440***********0014"),
    ("110105 19491231 002X", "110***********002X"),
    ("１１０１０５１９４９１２３１００２Ｘ", "110***********002X"),
    ("110105491231002", "110***********1002"),
    ("13800138000", "138****8000"),
    ("138-0013-8000", "138****8000"),
    ("138 0013 8000", "138****8000"),
    ("+8613800138000", "138****8000"),
    ("+86 138 0013 8000", "138****8000"),
    ("１３８００１３８０００", "138****8000"),
    ("电话13800138000，请回", "电话138****8000，请回"),
    ("4111 1111 1111 1111", "****1111"),
    ("住院号：ZY00123456", "住院号：****3456"),
    ("住院号 123456", "住院号 ****"),
    ("门诊号是 M20261122", "门诊号是 ****1122"),
    ("病历号#0012345", "病历号#****2345"),
    ("医保卡号A12345678", "医保卡号****5678"),
    ("条码 1234567890", "条码 ****7890"),
    ("患者张三", "患者张*"),
    ("患者姓名：李小龙", "患者姓名：李**"),
    ("病人王小明挂不上号", "病人王**挂不上号"),
    ("姓名:赵六", "姓名:赵*"),
    ("患者欧阳锋", "患者欧阳*"),
    ("患者张三无法结算", "患者张*无法结算"),
    ("病人李四的单子", "病人李*的单子"),
    ("患者阿依古丽·买买提", "患者阿*·买*"),
]
LEFT_ALONE = [
    "患者信息无法显示",
    "患者高血压",
    "患者卫生材料费",
    "患者平板打不开",
    "患者申请退费",
    "患者温度录不进",
    "患者皮试结果",
    "患者项目重复收费",
    "患者余额不足",
    "患者马上要手术",
    "患者上次挂号",
    "患者测试",
    "患者东西丢了",
    "患者官网",
    "患者无法签到",
    "患者挂号后看不到",
    "ORA-00001: unique constraint violated",
    "SW-20261122-0042",
    "订单 20261122120000123456",
    "版本 5.2.10.20261122",
    "服务器 192.168.100.200 端口 1521",
    "FW20261122-0001",
    "错误码 0x80004005",
    "金额 12345678.90 元",
    "2026-11-22 14:30:00",
    "数量 13800 条",
    "序号 123456789012345678",
    "6222020000000000001",
    "GUID 550e8400-e29b-41d4-a716-446655440000",
]


@pytest.mark.parametrize(("text", "masked"), COVERED)
def test_covered(text: str, masked: str) -> None:
    assert mask(text).text == masked
    assert mask(text).count == 1


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert mask(text) == (mask("")).__class__(text, 0)


def test_names_in_a_row_are_covered() -> None:
    assert mask("患者王小明和李大力都挂不上").text == "患者王**和李**都挂不上"


def test_several_are_counted() -> None:
    masked = mask("患者张三，13800138000，住院号：12345678\n姓名：李四")
    assert (masked.text, masked.count) == ("患者张*，138****8000，住院号：****5678\n姓名：李*", 4)


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@pytest.mark.parametrize("text", ["1" * 100_000, "患者" * 50_000, "1 " * 50_000, "住院号" * 30_000, "+86" * 30_000])
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    mask(text)
    assert time.perf_counter() - start < 1


def test_check_digits() -> None:
    assert identity_is_valid("11010519491231002X")
    assert not identity_is_valid("110105194912310021")
    assert not identity_is_valid("11010519491331002X")
    assert luhn_is_valid("4111111111111111")
    assert not luhn_is_valid("4111111111111112")

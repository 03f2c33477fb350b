"""Rules: what may be asked and done, what a trace tells, and that it tells the truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.refusal import Refused
from shouwen.policy.rules import (
    CODES,
    NUMBERS,
    TEXTS,
    Action,
    Condition,
    Field,
    Judged,
    Op,
    checked_actions,
    checked_conditions,
    checked_events,
    holds,
    judge,
    ops_of,
    person_told,
    words_of,
)

FACTS = {
    "grade": ("1",),
    "title": ("医保结算失败",),
    "hour": ("23",),
    "module": ("nobody",),
    "words": ("医保结算失败", "HIS 报错"),
}


def judged(field: str, op: str, *values: str) -> Judged:
    return judge([Condition(field, op, values)], FACTS)[0]


@pytest.mark.parametrize(
    ("field", "op", "values", "found", "held"),
    [
        ("grade", "one_of", ("1", "2"), ("1",), True),
        ("grade", "none_of", ("1", "2"), ("1",), False),
        ("handler", "one_of", ("7",), (), False),
        ("handler", "none_of", ("7",), (), True),
        ("module", "one_of", ("nobody",), ("nobody",), True),
        ("hour", "at_least", ("22",), ("23",), True),
        ("hour", "at_most", ("22",), ("23",), False),
        # Nothing was found: neither is so.
        ("percent", "at_least", ("0",), (), False),
        ("percent", "at_most", ("100",), (), False),
        # Of a text only what was looked for is told.
        ("title", "any_word", ("医保", "收费"), ("医保",), True),
        ("title", "no_word", ("医保", "收费"), ("医保",), False),
        ("words", "any_word", ("his",), ("his",), True),
        ("title", "no_word", ("打印",), (), True),
    ],
)
def test_a_condition(field: str, op: str, values: tuple[str, ...], found: tuple[str, ...], held: bool) -> None:
    assert judged(field, op, *values) == Judged(field, op, values, found, held)


def test_all_must_hold_and_all_are_told() -> None:
    asked = [Condition("grade", "one_of", ("3",)), Condition("title", "any_word", ("医保",))]
    trace = judge(asked, FACTS)
    assert [each.held for each in trace] == [False, True]
    assert (holds(trace), holds(trace[1:]), holds(())) == (False, True, True)


codes = st.sampled_from(sorted(CODES)).flatmap(
    lambda field: st.builds(
        Condition,
        st.just(field.value),
        st.sampled_from([op.value for op in ops_of(field)]),
        st.lists(st.sampled_from(CODES[field]), min_size=1, max_size=5, unique=True).map(tuple),
    )
)
numbers = st.sampled_from(sorted(NUMBERS)).flatmap(
    lambda field: st.builds(
        Condition,
        st.just(field.value),
        st.sampled_from([op.value for op in ops_of(field)]),
        st.integers(*NUMBERS[field]).map(lambda number: (str(number),)),
    )
)
words = st.text("医保收费his ", min_size=1, max_size=4).filter(lambda word: word.strip() == word)
texts = st.builds(
    Condition,
    st.sampled_from(sorted(TEXTS)).map(lambda field: field.value),
    st.sampled_from([Op.ANY_WORD.value, Op.NO_WORD.value]),
    st.lists(words, min_size=1, max_size=4, unique=True).map(tuple),
)
conditions = st.lists(st.one_of(codes, numbers, texts), max_size=10)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field in Field:
        if field in CODES:
            found[field.value] = tuple(draw(st.lists(st.sampled_from(CODES[field]), max_size=2)))
        elif field in NUMBERS:
            found[field.value] = tuple(draw(st.lists(st.integers(*NUMBERS[field]).map(str), max_size=1)))
        elif field in TEXTS:
            found[field.value] = (draw(st.text("医保收费HIS ", max_size=8)),)
    return found


@given(conditions, facts())
def test_each_condition_and_its_opposite_never_both_hold(
    asked: list[Condition], known: dict[str, tuple[str, ...]]
) -> None:
    for condition in asked:
        one, other = ops_of(Field(condition.field))
        both = judge([Condition(condition.field, op.value, condition.values) for op in (one, other)], known)
        if condition.field in NUMBERS:
            # Equal to the bound both hold; without a number neither does.
            values = known[condition.field]
            assert [each.held for each in both] == [
                any(int(value) >= int(condition.values[0]) for value in values),
                any(int(value) <= int(condition.values[0]) for value in values),
            ]
        else:
            assert both[0].held != both[1].held


@given(conditions, facts())
def test_what_is_checked_stays_and_can_be_judged(asked: list[Condition], known: dict[str, tuple[str, ...]]) -> None:
    kept = checked_conditions(asked)
    assert checked_conditions(kept) == kept == tuple(asked)
    trace = judge(kept, known)
    assert [(each.field, each.op, each.wanted) for each in trace] == [
        (each.field, each.op, each.values) for each in kept
    ]
    # The trace alone says it: what was found of a code, a number or a word is what was judged.
    for each in trace:
        if each.op in {"one_of", "none_of"}:
            assert each.held == (bool(set(each.found) & set(each.wanted)) == (each.op == "one_of"))
        if each.op in {"any_word", "no_word"}:
            assert set(each.found) <= set(each.wanted)
            assert each.held == (bool(each.found) == (each.op == "any_word"))


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=60), max_size=25))
def test_nothing_else_gets_in(field: str, op: str, values: list[str]) -> None:
    try:
        [kept] = checked_conditions([Condition(field, op, tuple(values))])
    except Refused as refused:
        place = refused.facts["field"]
    else:
        place = "condition1"
        judge([kept], FACTS)
    assert place == "condition1"


def refused(do: object) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do()  # type: ignore[operator]
    return caught.value.code, caught.value.facts["field"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Condition("grade", "one_of", ()), "text_missing"),
        (Condition("grade", "one_of", ("6",)), "unknown_choice"),
        (Condition("grade", "any_word", ("1",)), "unknown_choice"),
        (Condition("salary", "one_of", ("1",)), "unknown_choice"),
        (Condition("hour", "at_least", ("24",)), "number_range"),
        (Condition("hour", "at_least", ("1", "2")), "not_a_number"),
        (Condition("hour", "at_least", ("٣",)), "not_a_number"),
        (Condition("hospital", "one_of", ("x",)), "unknown_choice"),
        (Condition("hospital", "one_of", ("nobody",)), "unknown_choice"),
        (Condition("hospital", "one_of", ("9" * 16,)), "unknown_choice"),
        (Condition("title", "any_word", ("医" * 41,)), "text_too_long"),
        (Condition("title", "any_word", tuple(str(n) for n in range(21))), "list_too_long"),
    ],
)
def test_a_condition_is_refused_at_its_place(asked: Condition, code: str) -> None:
    fine = Condition("grade", "one_of", ("1",))
    assert refused(lambda: checked_conditions([fine, asked])) == (code, "condition2")


def test_how_many() -> None:
    fine = Condition("grade", "one_of", ("1",))
    assert refused(lambda: checked_conditions([fine] * 11)) == ("too_many_conditions", "condition10")
    assert refused(lambda: checked_actions([])) == ("no_actions", "action1")
    assert refused(lambda: checked_actions([Action("draft", "1")] * 7)) == ("too_many_actions", "action6")
    assert refused(lambda: checked_events([])) == ("text_missing", "events")
    assert refused(lambda: checked_events(["ticket.archived"])) == ("unknown_choice", "events")
    assert checked_events(["ticket.closed", "ticket.accepted", "ticket.closed"]) == ("ticket.accepted", "ticket.closed")


@pytest.mark.parametrize(
    ("action", "code", "field"),
    [
        # What breaks the promise is no action at all: nothing takes a card, answers, grades or ends it.
        *((Action(do, "1", "x"), "unknown_choice", "action1") for do in ("take", "reply", "grade", "kind", "close")),
        (Action("note", "", ""), "text_missing", "words1"),
        (Action("note", "", "医" * 2001), "text_too_long", "words1"),
        (Action("note", "", "{secret}"), "variable_unknown", "words1"),
        (Action("note", "1", "x"), "unknown_choice", "action1"),
        (Action("offer", "1", "医" * 301), "text_too_long", "words1"),
        (Action("word", "31"), "unknown_choice", "action1"),
        (Action("tell", "everybody"), "unknown_choice", "action1"),
        (Action("tell", "person-x"), "unknown_choice", "action1"),
        (Action("macro", ""), "text_missing", "action1"),
    ],
)
def test_an_action_is_refused_at_its_place(action: Action, code: str, field: str) -> None:
    assert refused(lambda: checked_actions([action])) == (code, field)


def test_words_are_kept_where_they_are_said() -> None:
    assert checked_actions([Action("tell", "person-7", "x"), Action("note", "", " {number} ")]) == (
        Action("tell", "person-7", ""),
        Action("note", "", "{number}"),
    )
    assert (person_told("person-7"), person_told("handler"), words_of("医保、收费，医保")) == (
        7,
        None,
        ("医保", "收费"),
    )

"""Whatever rules a desk has, and whatever they set off: it comes to an end, and how soon is known beforehand."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.rule_loops import HeldBack, Limits, Origin, held_back, origin_in

LIMITS = Limits(depth=3, hourly=5, ever=50)


def test_why_it_is_held_back() -> None:
    def of(origin: tuple[int, ...], lately: int = 0, ever: int = 0) -> HeldBack | None:
        return held_back(1, Origin(origin), lately=lately, ever=ever, limits=LIMITS)

    assert (of(()), of((2, 3)), of((), 4, 49)) == (None, None, None)
    assert (of((2, 1)), of((2, 3, 4)), of((), 5, 5), of((), 0, 50)) == ("own", "depth", "hourly", "total")


def test_what_an_event_says_of_its_cause() -> None:
    assert origin_in({"origin": {"run": 3, "rules": [4, 5]}}) == Origin((4, 5))
    assert [origin_in(each).depth for each in ({}, {"origin": None}, {"origin": {"rules": 4}}, {"origin": 7})] == [
        0
    ] * 4


# A desk: of each rule what it listens to, and what its acts bring about.
desks = st.lists(
    st.tuples(
        st.sets(st.integers(0, 4), max_size=5),
        st.lists(st.integers(0, 4), max_size=3),
    ),
    max_size=7,
)


@given(desks, st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(1, 5), st.integers(1, 6))
def test_every_desk_comes_to_rest(
    desk: list[tuple[set[int], list[int]]], seeds: list[int], depth: int, hourly: int
) -> None:
    """Every rule listening to everything and causing everything is among these desks."""
    limits = Limits(depth=depth, hourly=hourly, ever=50)
    waiting = deque((code, Origin()) for code in seeds)
    fired = dict.fromkeys(range(len(desk)), 0)
    looked_at = 0
    while waiting:
        code, origin = waiting.popleft()
        looked_at += 1
        for rule, (listens, causes) in enumerate(desk):
            if code not in listens:
                continue
            if held_back(rule, origin, lately=fired[rule], ever=fired[rule], limits=limits) is None:
                fired[rule] += 1
                after = origin.then(rule)
                assert len(set(after.rules)) == after.depth <= min(depth, len(desk))
                waiting.extend((each, after) for each in causes)
    assert max(fired.values(), default=0) <= hourly
    assert looked_at <= len(seeds) + 3 * hourly * len(desk)


@given(desks, st.integers(0, 4), st.integers(1, 5))
def test_without_any_count_the_rows_alone_end_it(desk: list[tuple[set[int], list[int]]], seed: int, depth: int) -> None:
    """No rule fires twice in one row, so that even a desk without limits by the hour comes to rest."""
    limits = Limits(depth=depth, hourly=10**9, ever=10**9)
    waiting, firings = [(seed, Origin())], 0
    while waiting:
        code, origin = waiting.pop()
        for rule, (listens, causes) in enumerate(desk[:4]):
            if code in listens and held_back(rule, origin, lately=0, ever=0, limits=limits) is None:
                firings += 1
                waiting.extend((each, origin.then(rule)) for each in causes)
    # At most 4 rules in a row, each with up to 3 events that up to 4 rules hear.
    assert firings <= sum((4 * 3) ** step for step in range(1, min(depth, 4) + 1))


@given(st.integers(1, 5), st.integers(1, 60))
def test_a_loop_by_the_clock_ends_too(depth: int, hourly: int) -> None:
    """An event comes again every minute for ever, with no cause on record: the rule fires fifty times and no more."""
    limits = Limits(depth=depth, hourly=hourly)
    at: list[int] = []
    for minute in range(60 * 60):
        lately = sum(minute - each < 60 for each in at)
        if held_back(1, Origin(), lately=lately, ever=len(at), limits=limits) is None:
            at.append(minute)
    assert len(at) == 50

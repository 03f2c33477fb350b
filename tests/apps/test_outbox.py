"""Effects outside the database: written once with the act, delivered at least once, never silently lost."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from shouwen.apps.ledger.queries import story
from shouwen.apps.outbox import claim
from shouwen.apps.outbox.actions import enqueue, resume, suspend
from shouwen.apps.outbox.channels import ChannelDown, NoRoute, Rejected, Sender, Withdrawn, _senders, register
from shouwen.apps.outbox.jobs import ATTEMPTS, deliver
from shouwen.apps.outbox.models import Delivery, Rest
from shouwen.apps.outbox.queries import dead_letters, standing, suspended
from shouwen.policy.roles import SYSTEM
from tests.cast import MORNING, at

pytestmark = pytest.mark.django_db


class Post:
    """A channel that keeps what it was given and says what it is told to say."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.says: dict[str, Callable[[], Exception]] = {}

    def __call__(self, delivery: Delivery) -> None:
        if delivery.key in self.says:
            raise self.says[delivery.key]()
        self.sent.append(delivery.key)


@pytest.fixture
def post() -> Iterator[Post]:
    channel = Post()
    register("test", channel)
    yield channel
    del _senders["test"]


def put(key: str, *, minutes: float = 0, **when: datetime) -> None:
    with transaction.atomic():
        enqueue(key, "test", {"for": key}, at=at(minutes), **when)


def state(key: str) -> tuple[str, int]:
    delivery = Delivery.objects.get(key=key)
    return delivery.state, delivery.attempts


def run(minutes: float) -> int:
    return deliver(lambda: at(minutes))


def test_an_effect_is_written_once_and_sent_once(post: Post) -> None:
    put("a")
    put("a")
    assert (run(0), run(0), post.sent, state("a")) == (1, 0, ["a"], ("sent", 1))


@pytest.mark.django_db(transaction=True)
def test_an_effect_needs_the_acts_transaction() -> None:
    with pytest.raises(RuntimeError):
        enqueue("a", "test", {}, at=MORNING)


def test_oldest_first_and_not_before_its_time(post: Post) -> None:
    put("later", not_before=at(10))
    put("second", minutes=2)
    put("first", minutes=1)
    assert (run(5), post.sent) == (2, ["first", "second"])
    assert (run(10), post.sent[2:]) == (1, ["later"])


def test_what_came_too_late_is_dropped_and_says_so(post: Post) -> None:
    put("a", not_after=at(5))
    assert (run(6), post.sent, state("a")) == (0, [], ("stale", 0))


@pytest.mark.parametrize(("answer", "ends"), [(NoRoute, "no_route"), (Withdrawn, "withdrawn"), (Rejected, "dead")])
def test_an_answer_that_is_final(post: Post, answer: type[Exception], ends: str) -> None:
    post.says["a"] = lambda: answer("why")
    put("a")
    put("b")
    assert (run(0), state("a")) == (1, (ends, 1))
    assert run(10_000) == 0


def test_a_failure_is_tried_again_later_and_later_and_then_buried(post: Post) -> None:
    post.says["a"] = lambda: ValueError("no")
    put("a")
    tries, minute = [], 0.0
    while state("a")[0] == "pending":
        before = state("a")[1]
        run(minute)
        if state("a")[1] > before:
            tries.append(minute)
        minute += 0.25
    assert state("a") == ("dead", ATTEMPTS)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) == ATTEMPTS
    assert all(0.75 * 2**n <= pause <= 1.25 * 2**n + 0.5 for n, pause in enumerate(pauses))
    (letter,) = dead_letters()
    assert (letter.key, letter.last_error) == ("a", "ValueError: no")


def test_a_failure_does_not_stop_the_others(post: Post) -> None:
    post.says["a"] = lambda: ValueError("no")
    for key in "abc":
        put(key)
    assert (run(0), post.sent) == (2, ["b", "c"])


def test_a_channel_that_is_down_costs_nobody_a_try(post: Post) -> None:
    for key in "abc":
        post.says[key] = lambda: ChannelDown("refused")
        put(key)
    assert run(0) == 0
    assert [state(key) for key in "abc"] == [("pending", 0)] * 3
    post.says.clear()
    assert run(1.5) == 3


def test_a_channel_of_a_newer_version_is_left_to_it(post: Post) -> None:
    with transaction.atomic():
        enqueue("a", "pigeon", {}, at=MORNING)
    assert (run(0), state("a")) == (0, ("pending", 0))


def test_a_worker_that_died_with_a_claim_loses_it_when_the_lease_ends(post: Post) -> None:
    put("a")
    (held,) = claim.claim(["test"], at(0), 10)
    assert run(1) == 0
    assert (run(6), state("a")) == (1, ("sent", 1))
    assert not claim.end(held, Delivery.State.DEAD, at(7))
    assert state("a") == ("sent", 1)


def test_no_more_is_claimed_than_asked_for(post: Post) -> None:
    for number in range(30):
        put(f"{number:02d}")
    claimed = [[delivery.key for delivery in claim.claim(["test"], at(1), size)] for size in (1, 3, 100)]
    assert claimed == [["00"], ["01", "02", "03"], [f"{number:02d}" for number in range(4, 30)]]


def test_a_worker_that_slept_past_its_lease_neither_sends_nor_writes(post: Post) -> None:
    put("a")
    (held,) = claim.claim(["test"], at(0), 10)
    assert claim.begin(held, at(4), at(5))
    assert not claim.begin(held, at(10), at(11))
    (taken,) = claim.claim(["test"], at(10), 10)
    assert not claim.put_back(held, at(0), 0, "late")
    assert claim.end(taken, Delivery.State.SENT, at(11))


def test_a_worker_that_dies_each_time_is_given_up_like_any_other(post: Post) -> None:
    put("a")
    for number in range(ATTEMPTS):
        (held,) = claim.claim(["test"], at(number * 6), 10)
        assert claim.begin(held, at(number * 6), at(number * 6))
    assert (run(100), post.sent, state("a")) == (0, [], ("dead", ATTEMPTS))


def test_one_that_kills_its_worker_uses_up_no_try_of_those_that_wait_with_it(post: Post) -> None:
    """Fault 31: the worker dies in the first of three; the next one begins with the others."""
    for minute, key in enumerate(("poison", "b", "c")):
        put(key, minutes=minute)
    held = claim.claim(["test"], at(10), 10)
    assert [each.key for each in held] == ["poison", "b", "c"]
    assert claim.begin(held[0], at(10), at(11))
    assert [each.key for each in claim.claim(["test"], at(16), 10)] == ["b", "c", "poison"]
    assert [state(key) for key in ("poison", "b", "c")] == [("pending", 1), ("pending", 0), ("pending", 0)]


def test_a_channel_that_is_down_rests_and_keeps_its_order(post: Post) -> None:
    """Fault 21: thirty letters, tried once a minute; what is written meanwhile comes last."""
    for number in range(30):
        put(f"{number:02d}", minutes=number / 100)
        post.says[f"{number:02d}"] = lambda: ChannelDown("refused")
    assert [run(minute) for minute in (1, 1.5, 2.1, 600)] == [0] * 4
    rest = Rest.objects.get()
    assert (rest.channel, rest.since, rest.until, rest.because) == ("test", at(1), at(601), "refused")
    put("new", minutes=600)
    post.says.clear()
    assert run(600.5) == 0
    assert (run(601), Rest.objects.count()) == (31, 0)
    assert post.sent == [*(f"{number:02d}" for number in range(30)), "new"]


def test_the_sender_runs_twice_when_our_commit_was_lost(post: Post) -> None:
    """Sent, not marked: the second copy carries the same key."""
    put("a")
    (held,) = claim.claim(["test"], at(0), 10)
    post(held)
    assert run(6) == 1
    assert post.sent == ["a", "a"]


def test_suspended_until_a_person_confirms(post: Post) -> None:
    put("old")
    suspend("restored", at=at(1))
    suspend("restored", at=at(2))
    put("new", minutes=3)
    waiting = suspended()
    assert (run(4), waiting.because, waiting.at) == (0, "restored", at(1))  # type: ignore[union-attr]
    assert resume(SYSTEM, at=at(5), drop_pending=True) == 1
    assert (run(6), state("old"), state("new")) == (1, ("stale", 0), ("sent", 1))
    assert (suspended(), resume(SYSTEM, at=at(7))) == (None, 0)
    assert [(e.code, e.data) for e in story("outbox", 1)] == [
        ("outbox.resumed", {"dropped": 1, "because": "restored", "since": at(1).isoformat()}),
    ]


def test_how_a_channel_stands(post: Post) -> None:
    post.says |= {"dead": lambda: Rejected("no"), "nowhere": NoRoute}
    for key in ("dead", "nowhere", "fine"):
        put(key)
    run(1)
    put("waiting", minutes=2, not_before=at(2) + timedelta(hours=1))
    (found,) = standing()
    assert (found.channel, found.pending, found.oldest_due, found.dead, found.no_route, found.last_sent) == (
        "test", 1, at(62), 1, 1, at(1),
    )  # fmt: skip


def test_senders_have_the_shape_of_a_sender(post: Post) -> None:
    sender: Sender = post
    assert callable(sender)

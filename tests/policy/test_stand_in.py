"""Who answers in the place of somebody who is away."""

import pytest

from shouwen.policy.stand_in import stand_in


@pytest.mark.parametrize(
    ("away", "found"),
    [
        ({}, 1),
        ({1: None}, None),
        ({1: 2}, 2),
        ({1: 2, 2: 3}, 3),
        ({1: 2, 2: None}, None),
        ({1: 2, 2: 1}, None),
        ({1: 2, 2: 3, 3: 2}, None),
        ({2: 3}, 1),
    ],
)
def test_the_line_ends_at_somebody_who_is_there_or_at_nobody(away: dict[int, int | None], found: int | None) -> None:
    assert stand_in(1, away) == found


def test_nobody_has_nobody() -> None:
    assert stand_in(None, {}) is None

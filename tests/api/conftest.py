"""The desk's instant: tokens are good, and the minute does not turn."""

from collections.abc import Iterator

import pytest
import time_machine

from shouwen.apps.people import allowance
from tests.cast import at


@pytest.fixture(autouse=True)
def desk_time() -> Iterator[None]:
    allowance.forget_in_hand()
    with time_machine.travel(at(10), tick=False):
        yield

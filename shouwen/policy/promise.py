"""The promise of a ticket: its targets by grade and kind, kept with the ticket as a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from shouwen.policy.calendars import CalendarName
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import GRADES, Kind

POLICY_VERSION = "2020-02-26.1"  # the policy was published on that day; the number counts our readings of it
RESPONSE_CEILING = 60


@dataclass(frozen=True, slots=True)
class Target:
    """So many minutes of the working time of a named calendar."""

    minutes: int
    calendar: str = CalendarName.ALWAYS

    def __post_init__(self) -> None:
        if isinstance(self.minutes, bool) or not isinstance(self.minutes, int) or self.minutes < 1:
            raise Refused("promise.minutes", minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Targets for every grade and kind, with the version of the policy that they come from.

    `response` and `resolution` are in the order of the grades 1 to 5; arrival is in wall-clock minutes from the
    decision to dispatch. Refused: `promise.minutes`, `promise.grades`, `promise.ceiling`.
    """

    version: str
    response: tuple[Target, ...]
    resolution: tuple[Target, ...]
    complaint_response: Target
    complaint_resolution: Target
    arrival_covered: Target
    arrival_uncovered: Target

    def __post_init__(self) -> None:
        if len(self.response) != len(GRADES) or len(self.resolution) != len(GRADES):
            raise Refused("promise.grades", response=len(self.response), resolution=len(self.resolution))
        for target in (*self.response, self.complaint_response):
            if target.minutes > RESPONSE_CEILING or target.calendar != CalendarName.ALWAYS:
                raise Refused("promise.ceiling", minutes=target.minutes, calendar=target.calendar)

    @classmethod
    def standard(cls) -> Self:
        """What the policy promises to everybody. Clauses `response.*`, `arrival.*`, `resolution.*`."""
        return cls(
            version=POLICY_VERSION,
            response=tuple(Target(minutes) for minutes in (15, 30, 60, 60, 60)),
            resolution=(
                Target(4 * 60),
                Target(8 * 60),
                Target(16 * 60, CalendarName.ONLINE),
                Target(24 * 60, CalendarName.ONLINE),
                Target(40 * 60, CalendarName.ONLINE),
            ),
            complaint_response=Target(RESPONSE_CEILING),
            complaint_resolution=Target(24 * 60, CalendarName.ONLINE),
            arrival_covered=Target(2 * 60),
            arrival_uncovered=Target(24 * 60),
        )

    def with_own(
        self,
        *,
        response: Mapping[int, Target] | None = None,
        resolution: Mapping[int, Target] | None = None,
        complaint_resolution: Target | None = None,
        arrival_covered: Target | None = None,
        arrival_uncovered: Target | None = None,
    ) -> Self:
        """This promise with an agreement line's own targets by grade, and its own minutes for the journey."""
        return replace(
            self,
            response=_with_grades(self.response, response or {}),
            resolution=_with_grades(self.resolution, resolution or {}),
            complaint_resolution=complaint_resolution or self.complaint_resolution,
            arrival_covered=arrival_covered or self.arrival_covered,
            arrival_uncovered=arrival_uncovered or self.arrival_uncovered,
        )

    def response_target(self, kind: Kind, grade: int) -> Target:
        """Minutes until a qualified person speaks with the customer. Clause `response.ceiling`."""
        return self.complaint_response if kind is Kind.COMPLAINT else self.response[grade - 1]

    def resolution_target(self, kind: Kind, grade: int) -> Target:
        """Working minutes until it is solved (grades 1 and 2: restored). Clauses `resolution.*`."""
        return self.complaint_resolution if kind is Kind.COMPLAINT else self.resolution[grade - 1]

    def arrival_target(self, *, onsite_covered: bool) -> Target:
        """Minutes from dispatch to arrival. Clauses `arrival.covered`, `arrival.ceiling`."""
        return self.arrival_covered if onsite_covered else self.arrival_uncovered

    def to_json(self) -> dict[str, object]:
        """A plain snapshot that `from_json` reads back to an equal promise."""
        return {
            "version": self.version,
            "response": [_plain(target) for target in self.response],
            "resolution": [_plain(target) for target in self.resolution],
            **{name: _plain(getattr(self, name)) for name in _SINGLE},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """The promise in a snapshot; Refused `promise.snapshot` when its shape is not that of `to_json`."""
        if set(data) != {"version", "response", "resolution", *_SINGLE} or not isinstance(data["version"], str):
            raise Refused("promise.snapshot", fields=sorted(data))
        return cls(
            version=data["version"],
            response=_targets(data["response"]),
            resolution=_targets(data["resolution"]),
            complaint_response=_target(data["complaint_response"]),
            complaint_resolution=_target(data["complaint_resolution"]),
            arrival_covered=_target(data["arrival_covered"]),
            arrival_uncovered=_target(data["arrival_uncovered"]),
        )


_SINGLE = ("complaint_response", "complaint_resolution", "arrival_covered", "arrival_uncovered")


def _with_grades(targets: tuple[Target, ...], own: Mapping[int, Target]) -> tuple[Target, ...]:
    if not set(own) <= set(GRADES):
        raise Refused("promise.grades", grades=sorted(own))
    return tuple(own.get(grade, target) for grade, target in zip(GRADES, targets, strict=True))


def _plain(target: Target) -> dict[str, object]:
    return {"minutes": target.minutes, "calendar": str(target.calendar)}


def _target(data: object) -> Target:
    match data:
        case {"minutes": int(minutes), "calendar": str(calendar)}:
            return Target(minutes, calendar)
        case _:
            raise Refused("promise.snapshot", target=data)


def _targets(data: object) -> tuple[Target, ...]:
    if not isinstance(data, list):
        raise Refused("promise.snapshot", targets=data)
    return tuple(_target(each) for each in data)

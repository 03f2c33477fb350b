"""Out of office: who answers in the place of somebody who is away (clause first_contact.substitution)."""

from collections.abc import Mapping


def stand_in(person: int | None, away: Mapping[int, int | None]) -> int | None:
    """The person himself when he is there, else who stands in for him, for that one, and so on.

    `away` names everybody who is out now and his substitute. None when the line ends in nobody, or in a circle.
    """
    asked: set[int] = set()
    while person is not None and person in away:
        if person in asked:
            return None
        asked.add(person)
        person = away[person]
    return person

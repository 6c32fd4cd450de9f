"""Finding the person that a command names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.trust.persons import Person, find_person, list_persons, missing_person

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


def find_person_named(unit: Unit, text: str) -> Person:
    """Find a person by outward id or, where only one has it, by name. Raises Missing, Malformed."""
    number = unit.ids.decode("person", text)
    if number is not None:
        return find_person(unit, number)
    namesakes = [person for person in list_persons(unit) if person.name == text]
    if not namesakes:
        raise missing_person()
    if len(namesakes) > 1:
        raise Malformed("person_ambiguous", f"叫“{text}”的不止一人，请改用编号（见 banfa person list）。")
    return namesakes[0]

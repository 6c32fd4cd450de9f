"""Writes docs/casework-steps.md: every state and every step of casework, from the machines themselves.

`python -m tests.case_steps` (part of `make docs`); `tests/casework/test_case_steps.py` compares.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.procedures.cases.steps import ORIGINS
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.procedures.machine import Machine, Step
    from banfa.web.casework.declared import Resource

PAGE: Final = Path(__file__).parents[1] / "docs" / "casework-steps.md"
HEAD: Final = """\
# States and steps of casework

Written by `python -m tests.case_steps` from the machines of `core/banfa/procedures/cases/`; a test compares.
What they are for: [casework.md](casework.md). A step leaves one of its states and enters another; *asks* says
what asks for it: 办法条款 the text, 一般法要求 general law, 内部工作规程 the bureau, whose arrangements
are ours until it has made some. *Not by*: who has done this may not take it. `—`: no state before, or nothing
undoes it.
"""
COLUMNS: Final = "| step | from | to | asks | may | not by | undone by |\n"


def render_page() -> str:
    """Render the page."""
    machines = (resource for resource in RESOURCES.values() if resource.machine is not None)
    return HEAD + "".join(_render(resource, resource.machine) for resource in machines if resource.machine)


def _render(resource: Resource, machine: Machine[object]) -> str:  # type: ignore[type-var]
    states = "、".join(f"{zh} `{name}`" for name, zh in machine.states.items())
    title = f"\n## {resource.zh} `{resource.name}`\n\n{states}\n"
    return f"{title}\n{COLUMNS}{'| --- ' * 7}|\n{''.join(_list_rows(machine))}"


def _list_rows(machine: Machine[object]) -> Iterator[str]:  # type: ignore[type-var]
    for step in machine.steps.values():
        assert step.origin in ORIGINS, step.name
        leaves = "、".join(f"`{state}`" for state in step.leaves) or "—"
        cells = (
            f"{step.zh} `{step.name}`",
            leaves,
            f"`{step.enters}`",
            step.origin,
            f"`{step.action}`",
            "、".join(machine.persons[column] for column in step.not_by),
            _name_undoing(machine, step),
        )
        yield f"| {' | '.join(cells)} |\n"


def _name_undoing(machine: Machine[object], step: Step) -> str:  # type: ignore[type-var]
    undone_by = step.undone_by
    return (
        "—" if undone_by is None else machine.steps[undone_by].zh if undone_by in machine.steps else undone_by
    )


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")

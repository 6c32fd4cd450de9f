"""Asking for a sheet to be previewed or recorded by a job, and what that leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PREVIEW: Final = "import.preview"
RECORD: Final = "import.record"
BATCH_PREVIEW: Final = "import.preview_batch"
BATCH_RECORD: Final = "import.record_batch"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which sheet, under which city's plugin."""

    import_id: int
    city: str


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """Which sheets that came together, under which city's plugin."""

    batch_id: int
    city: str


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What a job came to: rows by class in a preview, those that came in where they were recorded."""

    import_id: int
    rows: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What a job came to: rows of all sheets, by class as of one."""

    batch_id: int
    rows: int
    counts: dict[str, int]

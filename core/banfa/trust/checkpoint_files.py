"""Checkpoints kept outside the database: one file a tenant and night, in a folder that an operator sets.

    <folder>/<tenant's uuid>/2026-03-31.json

The folder should lie where the database's masters do not write. A file is there whole or not at all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from banfa.errors import BanfaError, Malformed
from banfa.trust.checkpoints import check_document, check_signature, find_rewriting
from banfa.trust.faults import Fault
from banfa.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from banfa.trust.unit import Unit


def name_checkpoint(folder: Path, tenant: UUID, day: date) -> Path:
    """Tell where the checkpoint of a night lies."""
    return folder / str(tenant) / f"{day.isoformat()}.json"


def write_checkpoint(path: Path, document: Mapping[str, Any]) -> None:
    """Write a checkpoint so that a power cut leaves it whole or not at all. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, json.dumps(document, ensure_ascii=False, indent=2).encode())


def read_checkpoint(text: str) -> dict[str, Any]:
    """Read a checkpoint's text; its signature is not looked at. Raises Malformed."""
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Malformed("checkpoint_malformed", "检查点文件不是 JSON。") from problem
    if not isinstance(document, dict):
        raise Malformed("checkpoint_malformed", "检查点文件缺少内容或格式不正确。")
    return document


def list_checkpoints(folder: Path, tenant: UUID) -> list[Path]:
    """List a tenant's checkpoints, oldest first."""
    return sorted((folder / str(tenant)).glob("[0-9]*.json"))


def find_checkpoint_faults(unit: Unit, paths: list[Path], *, public_key: str) -> Iterator[Fault]:
    """Hold the chain against checkpoints; one that is not signed by this key is a fault itself.

    So is a copy of another night's, which would hide that its own is lost.
    """
    signatures: set[str] = set()
    for path in paths:
        try:
            document = read_checkpoint(path.read_text(encoding="utf-8"))
            check_signature(document, public_key=public_key)
            check_document(unit, document)
        except (BanfaError, UnicodeDecodeError) as problem:
            why = problem.detail if isinstance(problem, BanfaError) else "文件不是文字。"
            yield Fault(0, f"检查点 {path} 不可信：{why}")
            continue
        if document["signature"] in signatures:
            yield Fault(0, f"检查点 {path} 与另一份相同，不是这一夜写下的")
        signatures.add(document["signature"])
        fault = find_rewriting(unit, document)
        if fault is not None:
            yield fault

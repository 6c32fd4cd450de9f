"""The OpenAPI document as a file: `python -m banfa.web.api.openapi` writes it anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from flask import Flask

from banfa.web.app import documented

FILE: Final = Path(__file__).with_name("openapi.json")


def document() -> dict[str, Any]:
    """The document of this version; needs no database."""
    made: dict[str, Any] = documented(Flask("banfa.web", static_folder=None)).spec.to_dict()
    return made


def text() -> str:
    """The document as it stands in the file: keys in order, so that every Python writes the same."""
    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name}\n")


if __name__ == "__main__":
    main()

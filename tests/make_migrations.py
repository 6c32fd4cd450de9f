"""Writing the first revisions, one a room, from the tables as declared: `python -m tests.make_migrations`.

For the time before the first release: whoever adds or changes a table runs `make migration`, which calls this
and lays the result out. Afterwards a change is a revision of its own, on top, written by hand.
"""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Literal

from alembic.autogenerate import render_python_code
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

from banfa.database import security
from banfa.database.migrations import VERSIONS
from banfa.database.rows import JsonOf
from banfa.database.schema import ROOMS, load_rooms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Table

HEAD = '''"""{title}"""

{imports}
from banfa.database.migrations import operations

revision = "{revision}"
down_revision = {before}
'''
IMPORTS = """import sqlalchemy as sa
from alembic import op
"""
DIALECT = "from sqlalchemy.dialects import postgresql\n"


def generate(folder: Path, *, rooms: Iterable[str] = ROOMS) -> list[Path]:
    """Write all revisions into a folder, in place of those there; returns the files."""
    declared = load_rooms(tuple(rooms))  # first: a room that fails to import leaves what is there alone
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.py"):
        old.unlink()
    before: str | None = None
    paths = []
    for number, (name, title, up, down) in enumerate(_make_revisions(declared), start=1):
        revision = f"{number:04}_{name}"
        imports = IMPORTS if "op.create_table" in up else ""
        imports += DIALECT if "postgresql." in up else ""
        quoted = f'"{before}"' if before else None
        head = HEAD.format(title=title, imports=imports, revision=revision, before=quoted)
        body = f"\n\ndef upgrade() -> None:\n{up}\n\n\ndef downgrade() -> None:\n{down}\n"
        path = folder / f"{revision}.py"
        path.write_text(head + body, encoding="utf-8")
        paths.append(path)
        before = revision
    return paths


def _make_revisions(rooms: dict[str, list[Table]]) -> Iterator[tuple[str, str, str, str]]:
    for room, tables in rooms.items():
        name = room.rpartition(".")[2]
        up = "\n".join(_render_table(table) for table in tables)
        down = "\n".join(f'    op.drop_table("{table.name}")' for table in reversed(tables))
        yield name, f"Tables of the room {name}.\n\n{_list_names(tables)}.\n", up, down
    doors = sorted(security.doors().items())
    up = "\n".join(f'    operations.make_door("{name}", {_quote(sql)})' for name, sql in doors)
    down = "\n".join(f'    operations.drop_door("{name}")' for name, _ in doors)
    if doors:
        yield "doors", "The doors: look-ups before a tenant is known.", up, down


def _render_table(table: Table) -> str:
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    create = ops.CreateTableOp.from_table(table)
    create.info = {}  # ours: said by guard() instead
    operations = [create, *(ops.CreateIndexOp.from_index(index) for index in indexes)]
    context = MigrationContext.configure(dialect_name="postgresql")
    code = render_python_code(
        ops.UpgradeOps(ops=operations), render_item=_render_json, migration_context=context
    )
    lines = [line.strip() for line in code.splitlines()]
    indented = [
        f"    {line}" if line.startswith(("op.", ")")) else f"        {line}"
        for line in lines
        if line and not line.startswith("#")
    ]
    rights, tenant = table.info["rights"], table.info["tenant"]
    if rights or tenant:
        indented.append(
            f'    operations.guard("{table.name}", "{rights}"{"" if tenant else ", tenant=False"})'
        )
    return "\n".join(indented)


def _render_json(kind: str, item: object, _context: object) -> str | Literal[False]:
    """What a column's data is in Python is no business of the schema's."""
    is_json = kind == "type" and isinstance(item, JsonOf)
    return "postgresql.JSONB(astext_type=sa.Text())" if is_json else False


def _quote(sql: str) -> str:
    escaped = sql.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{escaped}\n"""'


def _list_names(tables: list[Table]) -> str:
    return textwrap.fill(", ".join(table.name for table in tables), width=100)


def main() -> None:
    """Write the revisions of this package."""
    for path in generate(VERSIONS):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()

"""How PostgreSQL carries statements out: a town large enough that its plans are those of large ones."""

import json
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from tests import bench

CONTRACTS, PROVIDERS = 10_000, 1_000
TENANT = 1


def fill_large_town(postgres, database):
    """A tenant with many contracts, written straight into the tables."""
    words = (Path(bench.__file__).parent / "town.sql").read_text("utf-8")
    words = words.replace(":contracts", str(CONTRACTS)).replace(":providers", str(PROVIDERS))
    with postgres.connect(database.name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(words.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


@contextmanager
def sent_to(engine):
    """The statements that go to the database meanwhile, with their parameters."""
    sent = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def explain(connection, statement, parameters):
    """The executed plan of a statement."""
    (answer,) = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).one()
    return (answer if isinstance(answer, list) else json.loads(answer))[0]["Plan"]


def scans(node):
    """The nodes of a plan that read a table."""
    if "Relation Name" in node:
        yield node
    for child in node.get("Plans", ()):
        yield from scans(child)


def walk(node, above=()):
    """Every node of a plan, each with those it stands beneath, the outermost first."""
    yield node, above
    for child in node.get("Plans", ()):
        yield from walk(child, (*above, node))

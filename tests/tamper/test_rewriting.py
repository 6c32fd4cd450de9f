"""What the chain alone cannot show: rewriting it to its end. A checkpoint that left in time does."""

from uuid import uuid4

from sqlalchemy import text

from banfa.trust.audit_rows import AuditLink
from banfa.trust.chain import read_links
from banfa.trust.link_hashes import hash_link_body


def rewrite(ground, connection, *, since):
    """Make the chain anew from a link on, whose subject is another, as one who knows all our code can."""
    unit = ground.unit(connection)
    links = list(read_links(unit))
    previous = links[since - 2]["hash"]
    table = AuditLink.table
    for link in links[since - 1 :]:
        changed = {**link, "subject": f"x/{uuid4()}" if link["seq"] == since else link["subject"]}
        changed["previous"] = previous
        previous = hash_link_body("sha256", ground.actor.bureau.uuid, changed)
        values = {"subject": changed["subject"], "previous": changed["previous"], "hash": previous}
        mine = (table.c.tenant_id == ground.actor.tenant_id, table.c.seq == link["seq"])
        connection.execute(table.update().where(*mine).values(values))
    statement = text("UPDATE audit_head SET hash = :hash WHERE tenant_id = :t")
    connection.execute(statement, {"hash": previous, "t": ground.actor.tenant_id})


def test_of_the_chain_is_seen_by_a_checkpoint_alone(ground):
    with ground.attack() as connection:
        rewrite(ground, connection, since=9)
        assert ground.locate(connection) == (set(), set())
        assert ground.differs_from_checkpoint(connection)

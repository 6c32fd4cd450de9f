import json
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from banfa.errors import Malformed
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.checkpoints import check_signature, read_signing_key, take_checkpoint
from banfa.trust.link_hashes import hash_link
from banfa.trust.tenants import operator
from tests.trust.bureaus import NOW, found_bureau, read_rows
from tests.trust.chains import verify_against
from tests.trust.test_audit import changed, verified


@pytest.fixture
def key(tmp_path):
    return read_signing_key(tmp_path / "audit.pem")


def public(key):
    return key.public_key().public_bytes_raw().hex()


def taken(engine, actor, key):
    with unit_of_work(engine, actor, now=NOW, read_only=True) as unit:
        document = take_checkpoint(unit, key=key)
    return json.loads(json.dumps(document))


def held_against(engine, actor, document):
    with unit_of_work(engine, actor, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        return verify_against(unit, document)


def rewritten(engine, owner_engine, actor):
    """The whole chain made anew with another subject in its first link, as a master of the database can."""
    links = read_rows(engine, actor, AuditLink)
    with owner_engine.begin() as connection:
        table, previous = AuditLink.table, bytes(32)
        for link in links:
            subject = "provider/99" if link.seq == 1 else link.subject
            made = replace(link, subject=subject, previous=previous)
            previous = hash_link("sha256", actor.bureau.uuid, made)
            mine = (table.c.tenant_id == actor.tenant_id, table.c.seq == link.seq)
            values = {"subject": subject, "previous": made.previous, "hash": previous}
            connection.execute(table.update().where(*mine).values(values))
        statement = text("UPDATE audit_head SET hash = :hash WHERE tenant_id = :tenant")
        connection.execute(statement, {"hash": previous, "tenant": actor.tenant_id})


class TestACheckpoint:
    def test_is_signed_by_its_key(self, engine, admin, key):
        changed(engine, admin, times=3)
        document = taken(engine, admin, key)
        assert (document["links"], document["algorithm"]) == (3, "sha256")
        check_signature(document, public_key=public(key))

    def test_holds_while_the_chain_grows(self, engine, admin, key):
        early = taken(engine, admin, key)
        changed(engine, admin, times=2)
        later = taken(engine, admin, key)
        changed(engine, admin, times=2, start=3)
        assert [held_against(engine, admin, document).broken for document in (early, later)] == [None, None]

    def test_shows_that_the_whole_chain_was_rewritten(self, engine, owner_engine, admin, key):
        changed(engine, admin, times=3)
        document = taken(engine, admin, key)
        rewritten(engine, owner_engine, admin)
        assert verified(engine, admin).broken is None, "by itself the new chain looks whole"
        found = held_against(engine, admin, document)
        assert found.broken is not None
        assert (found.broken.seq, "改写" in found.broken.reason) == (3, True)

    @pytest.mark.parametrize("field", ["links", "hash", "taken_at", "tenant_id"])
    def test_that_was_altered_is_refused(self, engine, admin, key, field):
        document = {**taken(engine, admin, key), field: "0"}
        with pytest.raises(Malformed) as refusal:
            check_signature(document, public_key=public(key))
        assert refusal.value.code == "checkpoint_signature"

    def test_signed_by_another_key_is_refused(self, engine, admin, key, tmp_path):
        other = public(read_signing_key(tmp_path / "other.pem"))
        with pytest.raises(Malformed) as refusal:
            check_signature(taken(engine, admin, key), public_key=other)
        assert refusal.value.code == "checkpoint_key"

    @pytest.mark.parametrize("missing", ["signature", "public_key", "format"])
    def test_that_is_incomplete_is_refused(self, engine, admin, key, missing):
        document = taken(engine, admin, key)
        del document[missing]
        with pytest.raises(Malformed) as refusal:
            check_signature(document, public_key=public(key))
        assert refusal.value.code == "checkpoint_malformed"

    def test_of_another_tenant_is_refused(self, engine, owner_engine, admin, key):
        document = taken(engine, operator(found_bureau(owner_engine)), key)
        with pytest.raises(Malformed) as refusal:
            held_against(engine, admin, document)
        assert refusal.value.code == "checkpoint_tenant"


class TestTheSigningKey:
    def test_that_several_make_at_once_is_one(self, tmp_path):
        for attempt in range(20):
            path = tmp_path / f"{attempt}.pem"
            with ThreadPoolExecutor(8) as pool:
                keys = list(pool.map(lambda _, path=path: read_signing_key(path), range(8)))
            assert len({key.private_bytes_raw() for key in keys}) == 1
        assert {path.suffix for path in tmp_path.iterdir()} == {".pem"}
        assert not list(tmp_path.glob(".*"))

    def test_is_made_once_and_readable_by_its_owner_alone(self, tmp_path):
        path = tmp_path / "audit.pem"
        first, second = read_signing_key(path), read_signing_key(path)
        assert first.private_bytes_raw() == second.private_bytes_raw()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_is_not_read_from_any_file(self, tmp_path):
        path = tmp_path / "audit.pem"
        path.write_text("?")
        with pytest.raises(Malformed) as refusal:
            read_signing_key(path)
        assert refusal.value.code == "audit_key"

    def test_that_cannot_be_made_is_refused_in_a_sentence(self, tmp_path):
        (tmp_path / "in the way").write_text("")
        with pytest.raises(Malformed) as refusal:
            read_signing_key(tmp_path / "in the way" / "audit.pem")
        assert refusal.value.code == "audit_key_unreadable"

    def test_that_cannot_be_written_whole_is_not_there(self, tmp_path, monkeypatch):
        def fail(*_):
            raise OSError("the disk is full")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(Malformed):
            read_signing_key(tmp_path / "audit.pem")
        assert list(tmp_path.iterdir()) == []

#!/usr/bin/env python3
"""Verifies an audit chain that `banfa audit export` wrote, without a line of Banfa's own code.

    banfa audit export TENANT > chain.jsonl
    python3 verify_audit.py chain.jsonl [--checkpoint FILE --public-key HEX] …

Needs Python 3.11 and nothing else; `cryptography` only where a checkpoint is to be checked. Prints every
fault, a line each: the link's number (0: none), a tab, which row is concerned, a tab, and what is
wrong. Exit status 0: everything holds; 1: something does not; 2: the file cannot be read as an export.

What is checked. A link's hash covers tenant, number, moment, action, subject, person, token, role, the hash
of its data, of its event, of its seals, and the hash of the link before it; the head names the last one. Data
is hashed with its salt. All as JSON in the canonical form of RFC 8785, by SHA-256 or SM3. A seal names up to
256 rows and the SHA-256 of each as text; of several seals of a row the last one holds. Data may be missing
where a link `audit.erased` names the number in its own data (`seqs`); only such a link, or one about a row
that has a state, may seal a row again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import deque
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = "banfa-audit-export/2"
CHECKPOINT = "banfa-audit-checkpoint/2"
GENESIS = "00" * 32
ERASED = "audit.erased"
ALGORITHMS = ("sha256", "sm3")
MAX_INTEGER = 2**53 - 1
REMEMBERED = 1000
ORPHANED = {"audit_data": "审计数据", "event": "事件", "audit_seal": "封记"}


def canonical(value: Any) -> str:
    """Give JSON data in the form of RFC 8785; there are no floats in what Banfa hashes."""
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError("an integer beyond what JSON can carry")
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    raise ValueError(f"{type(value).__name__} is not hashed")


def hash_json(algorithm: str, value: Any) -> str | None:
    """Hash JSON data; None where it cannot be."""
    try:
        return hashlib.new(algorithm, canonical(value).encode()).hexdigest()
    except (ValueError, RecursionError, TypeError):
        return None


def read_lines(path: str) -> Iterator[dict[str, Any]]:
    """Read the lines of an export."""
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def hash_link(algorithm: str, tenant: str, link: dict[str, Any]) -> str | None:
    """Hash a link."""
    body = {name: link[name] for name in ("seq", "at", "action", "subject", "person", "token", "role")}
    body |= {"tenant": tenant, "data": link["data_hash"], "previous": link["previous"]}
    body |= {name: link[f"{name}_hash"] for name in ("event", "rows") if link[f"{name}_hash"] is not None}
    return hash_json(algorithm, body)


def hash_seal(seal: dict[str, Any]) -> str:
    """Hash a seal: its rows' numbers, how many digests it has, and those."""
    numbers = ",".join("-" if number is None else str(number) for number in seal["ids"])
    digests = b"".join(bytes.fromhex(digest) for digest in seal["digests"] if digest is not None)
    return hashlib.sha256(f"{numbers}\n{len(seal['digests'])}\n".encode() + digests).hexdigest()


class Verifier:
    """Reads an export twice: what was erased is told by links that come after what it is about."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[tuple[int, str, str]] = []
        self.lawful: set[int] = set()
        self.links = self.erased = self.seq = 0
        self.last = GENESIS
        self.accepted: set[str | None] = {GENESIS}
        self.recent = deque([(0, GENESIS)], REMEMBERED)
        self.sealed: dict[tuple[str, int | None], tuple[int, str | None]] = {}
        self.again: dict[tuple[str, int | None], list[int]] = {}
        self.hashes_at = {0: GENESIS}
        self.entry = ""
        self.records: list[dict[str, Any]] = []

    def find(self, seq: int, reason: str, subject: str = "") -> None:
        """Note a fault."""
        self.faults.append((seq, subject, reason))

    def run(self, wanted: Iterable[int] = ()) -> list[tuple[int, str, str]]:
        """Verify; `wanted` are numbers of links whose hashes are needed for checkpoints."""
        lines = read_lines(self.path)
        chain = next(lines, None)
        if not isinstance(chain, dict) or chain.get("format") != FORMAT:
            raise ValueError(f"not an export of this kind (it should say {FORMAT})")
        self.tenant, self.head, self.wanted = chain["tenant"], chain["head"], set(wanted)
        self.algorithm = self.head["algorithm"] if self.head else ALGORITHMS[0]
        self.look_ahead(lines)
        check = {
            "link": self.check_link,
            "orphan": lambda line: self.find(line["seq"], f"有{ORPHANED[line['table']]}而没有这一环"),
            "row": self.check_row,
        }
        lines = read_lines(self.path)
        next(lines)
        headless = True
        for line in lines:
            if headless and line["type"] != "link":
                self.check_head()
                headless = False
            check[line["type"]](line)
        if headless:
            self.check_head()
        self.check_entry()
        for (table, number), (seq, _) in self.sealed.items():
            self.find(seq, "这条记录已不存在", f"{table}/{number}")
        return self.faults

    def look_ahead(self, lines: Iterator[dict[str, Any]]) -> None:
        """Note what later links say was erased, and by which algorithm the first was hashed."""
        first = True
        for line in lines:
            if line["type"] != "link":
                continue
            if first:
                first = False
                order = (self.algorithm, *(a for a in ALGORITHMS if a != self.algorithm))
                fits = (a for a in order if hash_link(a, self.tenant, line) == line["hash"])
                self.algorithm = next(fits, self.algorithm)
            if line["action"] == ERASED and line["data"] is not None:
                try:
                    seqs = json.loads(line["data"]["data"])["seqs"]
                    self.lawful.update(seq for seq in seqs if isinstance(seq, int))
                except (ValueError, KeyError, TypeError, RecursionError):
                    pass

    def check_link(self, link: dict[str, Any]) -> None:
        """Check a link and all that belongs to it, and step on."""
        seq = link["seq"]
        self.check_place(seq, link["previous"])
        computed = hash_link(self.algorithm, self.tenant, link)
        if computed != link["hash"]:
            self.find(seq, "链接内容与其摘要不符")
        self.check_data(link)
        self.check_event(link)
        self.check_seals(link)
        if self.head and seq == self.head["seq"] and link["hash"] != self.head["hash"]:
            self.find(seq, "链尾保存的摘要与该环不符")
        if seq in self.wanted:
            self.hashes_at[seq] = link["hash"]
        self.seq, self.last, self.links = seq, link["hash"], self.links + 1
        self.accepted = {link["hash"], computed}
        self.recent.append((seq, link["hash"]))

    def check_place(self, seq: int, previous: str) -> None:
        """Check where a link stands."""
        if seq < 1:
            self.find(seq, "序号不应小于1")
        elif seq > self.seq + 1:
            self.find(self.seq + 1, f"至第{seq - 1}环的链接缺失")
        elif previous not in self.accepted:
            hashes = [hash_ for _, hash_ in self.recent]
            if previous in hashes:
                place = len(hashes) - 1 - hashes[::-1].index(previous)
                for stranger, _ in list(self.recent)[place + 1 :]:
                    self.find(stranger, "不在链上，是后来插入的")
            else:
                self.find(seq, "与上一环的摘要不衔接")
        if self.head and seq > self.head["seq"]:
            self.find(seq, "在链尾之后")

    def check_data(self, link: dict[str, Any]) -> None:
        """Check the data that lies beside a link."""
        seq, data = link["seq"], link["data"]
        if data is None:
            self.erased += seq in self.lawful
            if seq not in self.lawful:
                self.find(seq, "所记数据缺失，而没有依法删除的记录")
            return
        if seq in self.lawful:
            self.find(seq, "所记数据已依法删除，却又出现")
        try:
            body: Any = {"data": json.loads(data["data"]), "salt": data["salt"]}
        except (ValueError, RecursionError):
            body = None
        if hash_json(self.algorithm, body) != link["data_hash"]:
            self.find(seq, "所记数据与链接中的摘要不符")

    def check_event(self, link: dict[str, Any]) -> None:
        """Check what was announced of a link."""
        event = link["event"]
        if event is None:
            if link["event_hash"] is not None:
                self.find(link["seq"], "事件缺失")
            return
        body = {name: event[name] for name in ("type", "version", "subject", "revision", "changed")}
        if hash_json(self.algorithm, body) != link["event_hash"] or not event["same_moment"]:
            self.find(link["seq"], "事件与链接不符")

    def check_seals(self, link: dict[str, Any]) -> None:
        """Check the seals of a link, and note what each says of which row."""
        seq, seals = link["seq"], sorted(link["seals"], key=lambda seal: (seal["kind"], seal["block"]))
        hashed = [[seal["kind"], seal["block"], hash_seal(seal)] for seal in seals]
        if (hash_json(self.algorithm, hashed) if seals else None) != link["rows_hash"]:
            self.find(seq, "所记封记与链接中的摘要不符")
        for seal in seals:
            for number, digest in zip_longest(seal["ids"], seal["digests"]):
                row = seal["kind"], number
                if row in self.sealed and self.sealed[row][0] < seq and link["action"] != ERASED:
                    self.again.setdefault(row, []).append(seq)
                self.sealed[row] = seq, digest

    def check_head(self) -> None:
        """Check what the head says, once all links are known."""
        if self.head is None:
            self.find(self.seq, "链尾记录不存在")
            return
        if self.head["algorithm"] != self.algorithm:
            self.find(self.head["seq"], "链尾所记的摘要算法不是链接所用的")
        if self.head["seq"] > self.seq:
            self.find(self.seq + 1, f"链尾记录至第{self.head['seq']}环，之后的链接缺失")
        if self.head["seq"] == 0 and self.head["hash"] != GENESIS:
            self.find(0, "链尾保存的摘要不是空链的")

    def check_row(self, row: dict[str, Any]) -> None:
        """Hold a row against its last seal; the records of an entry come one after the other."""
        place = row["table"], row["id"]
        seq, digest = self.sealed.pop(place, (0, None))
        if not seq and not (row["first"] and not self.links):
            self.find(0, "有这条记录，而没有登记它的一环", row["subject"])
        elif seq and hashlib.sha256(row["text"].encode()).hexdigest() != digest:
            self.find(seq, "这条记录与登记它的一环不符，曾被改动", row["subject"])
        for later in self.again.get(place, ()) if row["once"] else ():
            self.find(later, "这条记录只登记一次，却另被登记，而不是依法删除", row["subject"])
        if row["period"] is None:
            return
        if row["subject"] != self.entry:
            self.check_entry()
            self.entry, self.records = row["subject"], []
        self.records.append(row["period"])

    def check_entry(self) -> None:
        """Check that each record of an entry ends when the next one begins."""
        if not self.records:
            return
        turns: dict[int, list[dict[str, Any]]] = {}
        for record in self.records:
            turns.setdefault(record["revision"], []).append(record)
        stood = [some[0] for some in turns.values()]
        late = [record for some in turns.values() for record in some[1:]]
        ends = [record["recorded_at"] for record in stood[1:]] + ["infinity"]
        wrong = any(
            record["superseded_at"] != (record["recorded_at"] if record["voids"] else end)
            for record, end in zip(stood, ends, strict=True)
        )
        if wrong or any(record["superseded_at"] != record["recorded_at"] for record in late):
            self.find(0, "记录的失效时间与后一条记录不衔接", self.entry)

    def check_checkpoint(self, document: dict[str, Any]) -> None:
        """Check that the chain runs through a checkpoint whose signature holds."""
        if document["tenant"] != self.tenant:
            self.find(0, "检查点属于另一租户")
        elif self.hashes_at.get(document["links"]) != document["hash"]:
            self.find(document["links"], "链接与检查点签署时不同，或已不存在")


def read_checkpoint(path: str, public_key: str) -> dict[str, Any]:
    """Read a checkpoint signed by this key. Raises ValueError."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise ValueError("checking a checkpoint needs the package cryptography") from None
    document: Any = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("format") != CHECKPOINT:
        raise ValueError(f"{path} is not a checkpoint")
    body = {name: value for name, value in document.items() if name not in {"public_key", "signature"}}
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(document["signature"]), canonical(body).encode())
    except InvalidSignature:
        raise ValueError(f"{path} is not signed by this key") from None
    return document


def main() -> int:
    """Verify what the command line names."""
    parser = argparse.ArgumentParser(description="核验 banfa audit export 导出的审计链")
    parser.add_argument("export")
    parser.add_argument("--checkpoint", action="append", default=[])
    parser.add_argument("--public-key")
    options = parser.parse_args()
    if options.checkpoint and not options.public_key:
        parser.error("--checkpoint 须同时给出 --public-key：检查点自带的公钥不能证明任何事")
    try:
        documents = [read_checkpoint(path, options.public_key) for path in options.checkpoint]
        verifier = Verifier(options.export)
        verifier.run(document["links"] for document in documents)
        for document in documents:
            verifier.check_checkpoint(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        print(f"不能核验：{problem}", file=sys.stderr)
        return 2
    for seq, subject, reason in verifier.faults:
        print(seq, subject, reason, sep="\t")
    if verifier.faults:
        return 1
    print(
        f"审计链完好：共{verifier.links}环，其中{verifier.erased}环的数据已依法删除，链尾 {verifier.last}。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

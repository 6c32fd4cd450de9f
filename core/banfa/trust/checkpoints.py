"""Checkpoints: the head of an audit chain, signed, to be kept where the database's masters cannot reach.

A chain rewritten from some link to its end still verifies by itself; it no longer matches a checkpoint taken
before. Signatures are Ed25519 (RFC 8032) over canonical JSON (RFC 8785).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from banfa.errors import Malformed
from banfa.trust.canonical import canonical
from banfa.trust.chain import hash_at, read_head
from banfa.trust.faults import Fault
from banfa.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from banfa.trust.unit import Unit

FORMAT: Final = "banfa-audit-checkpoint/2"


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """Read the key at `path`; make it, readable by its owner alone, when there is none.

    Several who make it at once get one and the same. Raises Malformed when the file holds something else
    (`audit_key`) or cannot be read or made (`audit_key_unreadable`).
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            key = Ed25519PrivateKey.generate()
            write_whole(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), keep=True)
    except OSError as problem:
        raise _unreadable(path) from problem
    return _read_key(path)


def read_public_key(path: Path) -> str | None:
    """Read whose signatures are trusted, in hexadecimal; None when there is no key file."""
    return _read_key(path).public_key().public_bytes_raw().hex() if path.exists() else None


def _read_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as problem:
        raise _unreadable(path) from problem
    except (ValueError, TypeError) as problem:
        raise Malformed("audit_key", f"{path} 不是可用的私钥文件。") from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise Malformed("audit_key", f"{path} 不是 Ed25519 私钥。")
    return key


def _unreadable(path: Path) -> Malformed:
    return Malformed("audit_key_unreadable", f"私钥文件 {path} 不能读取或建立，请检查路径和权限。")


def take_checkpoint(unit: Unit, *, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Sign the head of the tenant's chain as it is in this transaction; the answer is JSON data."""
    head = read_head(unit)
    body = {
        "format": FORMAT,
        "tenant": str(unit.actor.bureau.uuid),
        "name": unit.actor.bureau.name,
        "algorithm": head.algorithm,
        "links": head.seq,
        "hash": head.hash.hex(),
        "taken_at": unit.now.isoformat(),
    }
    return {
        **body,
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(canonical(body)).hex(),
    }


def check_signature(document: Mapping[str, Any], *, public_key: str) -> None:
    """Check that a checkpoint was signed by the key expected: the one it names itself proves nothing.

    Raises Malformed (`checkpoint_malformed`, `checkpoint_key`, `checkpoint_signature`).
    """
    body = {name: value for name, value in document.items() if name not in {"public_key", "signature"}}
    try:
        public, signature = str(document["public_key"]), bytes.fromhex(document["signature"])
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        if body["format"] != FORMAT:
            raise Malformed("checkpoint_malformed", f"不是本系统的审计检查点（应为 {FORMAT}）。")
    except (KeyError, TypeError, ValueError) as problem:
        raise Malformed("checkpoint_malformed", "检查点文件缺少内容或格式不正确。") from problem
    if public != public_key.lower():
        raise Malformed("checkpoint_key", "检查点不是由指定的公钥签署的。")
    try:
        key.verify(signature, canonical(body))
    except InvalidSignature as problem:
        raise Malformed("checkpoint_signature", "检查点的签名不符，文件已被改动。") from problem


def check_document(unit: Unit, document: Mapping[str, Any]) -> None:
    """Check that a checkpoint is the tenant's. Raises Malformed (`checkpoint_tenant`)."""
    if document["tenant"] != str(unit.actor.bureau.uuid):
        raise Malformed("checkpoint_tenant", f"该检查点属于另一租户（{document['name']}）。")


def find_rewriting(unit: Unit, document: Mapping[str, Any]) -> Fault | None:
    """Tell whether the chain no longer runs through a checkpoint whose signature was checked before."""
    present = hash_at(unit, document["links"])
    if present is not None and present.hex() == document["hash"]:
        return None
    reason = "检查点所指的链接已不存在" if present is None else "链接与检查点签署时不同，审计链曾被改写"
    return Fault(document["links"], f"{reason}（检查点签署于 {document['taken_at']}）")

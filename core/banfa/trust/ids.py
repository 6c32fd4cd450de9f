"""Outward ids: what the outside sees in place of the database's numbers.

    ids = Ids(tenant.id_key)
    ids.encode("contract", [1, 2])      # ["ct_9f0c…", "ct_51ab…"]
    ids.decode("contract", "ct_9f0c…")  # 1, or None

Inside, an entry is a bigint: small in indexes and arrays, but it counts, across tenants, how much was ever
recorded. Outside it is one block of AES-128 (FIPS 197) under the tenant's own key: 8 bytes of id, then 8
bytes that say the kind. There is nothing to store or to join. A text that was not made for this tenant and
kind decrypts to another kind's bytes, but for one in 2⁶⁴: it never reaches a statement.
"""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


KEY_BYTES: Final = 16
DIGITS: Final = 32
"""Digits of one block."""
_BLOCK: Final = struct.Struct(">QQ")
_TOO_LARGE: Final = 1 << 63
_ID: Final = re.compile(r"[0-9]{1,19}")
NOBODY: Final = _TOO_LARGE - 1
"""An id that no row has. It stands for an outward id that names nothing here: the statement that looks it
up is the usual one, and finds no row."""
_SHAPE: Final = re.compile(rf"([a-z][a-z_]*)_([0-9a-f]{{{DIGITS}}})", re.ASCII)

PREFIXES: Final = {
    "absence": "ab",
    "acceptance": "ac",
    "admission_application": "aa",
    "admission_batch": "at",
    "admission_check": "ak",
    "admission_correction": "an",
    "admission_event": "ae",
    "admission_exit": "ax",
    "admission_objection": "ao",
    "admission_service": "av",
    "callback": "cb",
    "case": "ca",
    "case_document": "cd",
    "case_effect": "ce",
    "case_handover": "ch",
    "complaint": "cp",
    "computation": "cm",
    "concession": "cn",
    "contract": "ct",
    "cursor": "cu",
    "decision": "dc",
    "decision_proposal": "dp",
    "diagnosis": "dg",
    "document_approval": "da",
    "document_service": "ds",
    "confirmation": "cf",
    "confirmation_difference": "ci",
    "confirmation_sheet": "cz",
    "double": "db",
    "enterprise": "en",
    "enterprise_change": "eg",
    "enterprise_listing": "el",
    "exclusion": "ex",
    "expert": "xp",
    "expert_panel": "xl",
    "expert_recusal": "xr",
    "filing": "fl",
    "filing_call": "fc",
    "finance_line": "fi",
    "finance_sheet": "fs",
    "finding": "fd",
    "history_name": "hm",
    "history_row": "hr",
    "history_sheet": "hs",
    "hit": "ht",
    "hit_look": "hl",
    "incoming_paper": "ip",
    "inspection": "is",
    "holiday_notice": "hn",
    "import_batch": "ib",
    "instrument": "im",
    "late_mark": "lm",
    "lead": "ld",
    "letter": "lt",
    "sealed_web_letter": "lz",
    "web_letter": "lw",
    "letter_diversion": "lv",
    "letter_event": "le",
    "letter_reporter": "lr",
    "mandate": "vm",
    "material_filing": "mf",
    "meeting": "mt",
    "meeting_matter": "mm",
    "membership": "mb",
    "objection": "ob",
    "official_text": "ot",
    "panel_member": "xm",
    "panel_opinion": "xo",
    "party_application": "pa",
    "party_draft": "pz",
    "party_link": "pk",
    "person": "ps",
    "proceeding": "pr",
    "product": "pd",
    "progress": "pg",
    "provider": "pv",
    "provider_change": "pc",
    "publication": "pb",
    "publication_objection": "po",
    "record": "rc",
    "remedy": "rm",
    "replacement": "rp",
    "recommendation": "rn",
    "report": "rt",
    "report_form": "rq",
    "review": "rv",
    "round": "rd",
    "ruling": "rl",
    "score_sheet": "xs",
    "service_address": "sa",
    "service_case": "sc",
    "sheet_import": "si",
    "session": "ss",
    "site_visit": "vs",
    "source_complete": "sr",
    "source_confirmation": "so",
    "stored_file": "sf",
    "subsidy_allocation": "sj",
    "subsidy_batch": "sb",
    "subsidy_claim": "sm",
    "subsidy_fund": "sg",
    "subsidy_payment": "sp",
    "subsidy_receipt": "su",
    "subsidy_recovery": "sy",
    "survey": "sv",
    "target": "tg",
    "task_book": "tb",
    "task_book_change": "tc",
    "task_book_plan": "tp",
    "token": "tk",
    "visit_finding": "vf",
    "visit_plan": "vp",
    "visit_report": "vr",
    "watch_run": "wr",
    "work": "jb",
}
"""How ids of a kind begin, for people who read logs. A kind that is not listed begins with its own name."""

NAMED_OTHERWISE: Final = {
    "about": "decision",
    "application": "admission_application",
    "absent": "panel_member",
    "batch": "import_batch",
    "deputy": "person",
    "document": "case_document",
    "file": "stored_file",
    "handler": "person",
    "holder": "person",
    "import": "sheet_import",
    "job": "work",
    "joined": "letter",
    "complainant": "enterprise",
    "member": "panel_member",
    "new_contract": "contract",
    "panel": "expert_panel",
    "plan": "visit_plan",
    "proposal": "decision_proposal",
    "report": "visit_report",
    "run": "watch_run",
    "successor": "provider",
    "supplements": "admission_batch",
    "service": "document_service",
    "taker": "person",
    "written_enterprise": "history_name",
    "written_provider": "history_name",
}
"""Fields `<name>_id` whose name is not the kind of what they refer to."""


def prefix(kind: str) -> str:
    """How outward ids of a kind begin."""
    return PREFIXES.get(kind, kind)


def kind_of_field(name: str) -> str:
    """Tell of which kind the ids in a field `<kind>_id` are; an empty text for a field that names none."""
    kind = name.removesuffix("_id")
    return "" if kind == name else NAMED_OTHERWISE.get(kind, kind)


class Ids:
    """The outward ids of one tenant, whose key is `key`.

    A number that no row has been given (below 0, or of more than 63 bits) is written as it is: somebody has
    put it there beside us, and whoever looks for what was altered has to read it.
    """

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        # One block an id, and no two ids alike: the mode that chains nothing is the right one here.
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - see above

    def encode(self, kind: str, ids: Iterable[int]) -> list[str]:
        """Give the outward ids of many things of a kind, in order: one call of the cipher for all."""
        numbers = list(ids)
        if numbers and (min(numbers) < 0 or max(numbers) >= _TOO_LARGE):
            return [self.encode_one(kind, number) for number in numbers]
        halves = [_kind_number(kind)] * (2 * len(numbers))
        halves[::2] = numbers
        blocks = struct.pack(f">{len(halves)}Q", *halves)
        digits = self._cipher.encryptor().update(blocks).hex()
        start = f"{prefix(kind)}_"
        return [start + digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS)]

    def encode_one(self, kind: str, number: int) -> str:
        """Give the outward id of one thing."""
        if not 0 <= number < _TOO_LARGE:
            return f"{prefix(kind)}_{number}"
        block = number.to_bytes(8, "big") + _kind_number(kind).to_bytes(8, "big")
        return f"{prefix(kind)}_{self._cipher.encryptor().update(block).hex()}"

    def decode(self, kind: str, text: object) -> int | None:
        """Give the number behind an outward id; None for anything that was not made for this kind here."""
        digits = _digits(kind, text)
        if digits is None:
            return None
        block = self._cipher.decryptor().update(bytes.fromhex(digits))
        number = int.from_bytes(block[:8], "big")
        sound = number < _TOO_LARGE and int.from_bytes(block[8:], "big") == _kind_number(kind)
        return number if sound else None

    def decode_many(self, kind: str, texts: Sequence[object]) -> list[int | None]:
        """Decode many, in order, with one call of the cipher."""
        digits = [_digits(kind, text) for text in texts]
        raw = bytes.fromhex("".join(d for d in digits if d is not None))
        expected = _kind_number(kind)
        blocks = _BLOCK.iter_unpack(self._cipher.decryptor().update(raw))
        numbers = iter([n if mark == expected and n < _TOO_LARGE else None for n, mark in blocks])
        return [None if d is None else next(numbers) for d in digits]

    def outward_subject(self, subject: str) -> str:
        """Write the id in `thing/id` as an outward one; anything else stays as it is."""
        kind, slash, rest = subject.partition("/")
        return f"{kind}{slash}{self.encode_one(kind, int(rest))}" if _ID.fullmatch(rest) else subject

    def outward_data(self, value: Any) -> Any:
        """Write the numbers of all fields `<kind>_id` within plain data as outward ids."""
        if isinstance(value, dict):
            return {key: self._outward_field(key, item) for key, item in value.items()}
        return [self.outward_data(item) for item in value] if isinstance(value, list) else value

    def _outward_field(self, key: str, value: Any) -> Any:
        kind = kind_of_field(key)
        return self.encode_one(kind, value) if kind and isinstance(value, int) else self.outward_data(value)


def _digits(kind: str, text: object) -> str | None:
    """Give the hexadecimal digits of what looks like an id of this kind."""
    shape = _SHAPE.fullmatch(text) if isinstance(text, str) else None
    return shape[2] if shape is not None and shape[1] == prefix(kind) else None


@lru_cache(maxsize=256)
def _kind_number(kind: str) -> int:
    """Tell kinds apart within a block, without a list of numbers that could never be changed again."""
    return int.from_bytes(sha256(f"banfa/{kind}".encode()).digest()[:8], "big")

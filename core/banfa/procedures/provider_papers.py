"""Which papers a provider has signed with the bureau: where it is served, what it has promised (承诺书)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam

from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.overview import COMMITMENT
from banfa.procedures.cases.addresses import find_address
from banfa.procedures.files.attachments import Attachment
from banfa.procedures.files.rows import StoredFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.trust.unit import Unit

a, h, f = AdmissionApplication.c, Attachment.c, StoredFile.c
_COMMITMENTS: Final = (
    StoredFile.select()
    .select_from(
        StoredFile.rows.join(Attachment.rows, h.file_id == f.id).join(
            AdmissionApplication.rows, (h.thing == "admission_application") & (h.thing_id == a.id)
        )
    )
    .where(
        a.provider_id == bindparam("provider_id", type_=BigInteger),
        f.kind == COMMITMENT,
        f.erased_at.is_(None),
    )
    .order_by(f.id)
    .distinct()
)


class SignedPapers(NamedTuple):
    """The day of the confirmation of address that holds (None: there is none), and the 承诺书 on file."""

    address_on: date | None
    commitments: Sequence[StoredFile]


def find_signed_papers(unit: Unit, provider_id: int) -> SignedPapers:
    """Find which papers a provider has signed with the bureau."""
    address = find_address(unit, provider_id, on=unit.today)
    commitments = unit.all(StoredFile, _COMMITMENTS, provider_id=provider_id)
    return SignedPapers(None if address is None else address.confirmed_on, commitments)

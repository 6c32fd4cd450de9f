"""The rows that facts are read from: every table of the ledger, narrowed to one tenant, by kind of entry."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from banfa.ledger.kinds.registry import KINDS

ROWS: Final = MappingProxyType({kind.name: kind.row.rows for kind in KINDS.values()})

acceptance: Final = ROWS["acceptance"]
complaint: Final = ROWS["complaint"]
concession: Final = ROWS["concession"]
contract: Final = ROWS["contract"]
decision: Final = ROWS["decision"]
enterprise: Final = ROWS["enterprise"]
finding: Final = ROWS["finding"]
membership: Final = ROWS["membership"]
product: Final = ROWS["product"]
progress: Final = ROWS["progress"]
record: Final = ROWS["record"]
review: Final = ROWS["review"]
service_case: Final = ROWS["service_case"]
survey: Final = ROWS["survey"]
target: Final = ROWS["target"]

"""How an entry of the ledger names what it is about: by our id, or by a key the sender knows."""

from __future__ import annotations

from banfa.web.fields import Id, Integer, Str
from banfa.web.requests import Form

KEYED = "统一社会信用代码，或同一来源登记时给的 external_id；与编号二选一"


class OfProvider(Form):
    """About a provider."""

    provider_id = Id("服务商编号")
    provider = Str(f"服务商：{KEYED}", max_length=500)


class OfEnterprise(Form):
    """About an enterprise."""

    enterprise_id = Id("试点企业编号")
    enterprise = Str(f"试点企业：{KEYED}", max_length=500)


class OfContract(Form):
    """About a contract."""

    contract_id = Id("合同编号（系统内）")
    contract = Str(
        "合同：合同编号 number，或同一来源登记时给的 external_id；与 contract_id 二选一", max_length=500
    )


class Level(Integer):
    """A digital level; which levels there are is the ledger's to say."""

    def __init__(self, zh: str, *, required: bool = False) -> None:
        super().__init__(f"{zh}：一至四级，不足一级为0", required=required)

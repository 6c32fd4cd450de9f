"""Who is admitted (article 6), and what a contract is worth (articles 2, 8, 9 and 17).

Nothing here makes a contract void: the measure speaks of subsidy and of counting, never of validity.
"""

from __future__ import annotations

from banfa.law import (
    Otherwise,
    Rule,
    Stage,
    all_of,
    any_of,
    cite,
    contract_finding,
    reading,
    verification,
    yes,
)  # fmt: skip
from banfa.law import facts as f

ADMISSION = (
    Rule(
        cite("6.1"),
        "境内依法注册的独立法人，或能独立承担民事责任的其他单位、组织",
        Stage.ADMISSION,
        verification("independent", "境内依法注册，具备独立法人资格或能独立承担民事责任"),
        Otherwise.NOT_ADMITTED,
    ),
    Rule(
        cite("6.2"),
        "经营财务正常，近三年无事故和违法违规，未列异常或失信名单",
        Stage.ADMISSION,
        all_of(
            verification("sound", "经营和财务状况正常"),
            verification("clean_three_years", "近三年没有安全事故和违法违规行为"),
            verification("not_listed", "不在经营异常名录、严重失信名单之内"),
        ),
        Otherwise.NOT_ADMITTED,
    ),
    Rule(
        cite("6.3"),
        "具有在黄石服务能力，外地企业另须有本地团队，响应及时",
        Stage.ADMISSION,
        all_of(
            verification("capable", "具备在黄石开展服务的能力"),
            any_of(
                verification("registered_here", "在黄石市注册"),
                verification("local_team", "已组建本地服务团队"),
            ),
            verification("responsive", "能及时响应企业需求和市经信局工作安排"),
        ),
        Otherwise.NOT_ADMITTED,
    ),
    Rule(
        cite("6.4"),
        "不少于2个服务案例，对象为五大试点行业的中小企业，地域不限",
        Stage.ADMISSION,
        f.service_cases.reaches(2, "个"),
        Otherwise.NOT_ADMITTED,
    ),
)

CONTRACTS = (
    Rule(cite("2"), "签约之日服务商在库", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),
    # Only who is on an industry's own list (7) is bound to the industry. By way of exception a service to the
    # same enterprise may go on that began in an earlier pilot of the province or the city.
    Rule(
        cite("8.1"),
        "列入细分行业库的，合同须在该行业之内；早先试点已服务的企业除外",
        Stage.CONTRACT,
        any_of(yes(f.no_industry_list), yes(f.industry_assigned), yes(f.earlier_pilot)),
        Otherwise.NO_SUBSIDY,
    ),
    Rule(
        cite("8.4"),
        "价格不高于市面同类产品均价",
        Stage.CONTRACT,
        f.price.at_most(f.market_price),
        Otherwise.CHECK,
    ),
    Rule(cite("9.3"), "未转包", Stage.CONTRACT, ~yes(f.subcontracted), Otherwise.CHECK),
    # 17 asks three things of a removed provider's project: signed before, carried out, and confirmed clean.
    Rule(
        cite("17"),
        "清退前已签约并实施、经确认无违规违法的项目，仍可列入",
        Stage.CONTRACT,
        any_of(
            ~yes(f.provider_removed),
            all_of(
                yes(f.signed_before_removal), contract_finding("confirmed_clean", "经确认没有违规违法情形")
            ),
        ),
        Otherwise.NOT_COUNTED,
    ),
)

# who was removed during the half-year: 11 speaks of 服务商, who by 2 are those in the pool, not of when
EVALUATION = (
    Rule(
        cite("11"),
        "列入本周期评定范围",
        Stage.EVALUATION,
        reading(
            cite("11"),
            "removed.evaluated",
            "评价周期内已退出服务商库的服务商是否评定等级",
            left_out=("周期最后一日不在库的不评定", yes(f.in_pool_at_end)),
            evaluated=("周期内曾在库的都评定", yes(f.in_pool_at_end) | ~yes(f.in_pool_at_end)),
        ),
        Otherwise.NOT_EVALUATED,
    ),
)

RULES = ADMISSION + EVALUATION + CONTRACTS

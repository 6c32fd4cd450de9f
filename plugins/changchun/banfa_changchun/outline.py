"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (12) and 项 (24 of them, under articles 5, 6, 7 and 9): 36 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的：落实国家试点部署，管好服务商
    2 definition+encoded 服务商是市工信局资源池内的企业和事业单位；签约时不在池内的不计入 | rule:2
    3 definition 试点企业是列入本市拟改造名单的企业
    4 declaratory 适用于本市试点

    5 record 服务商的七项职责 | record:provider
    5.1 record 调研后列“N+X”式的问题、需求、场景清单，做诊断并出报告 | record:nx_list record:diagnosis
    5.2 record 对照自评与诊断，按真实需求定转型方案 | record:contract record:self_grading
    5.3 record 软硬结合地改造关键环节，帮企业到二级 | record:progress record:acceptance
    5.4 encoded+record 梳理行业需求，提炼案例、编指南；案例和指南关系评优
        | record:industry_guide record:typical_case record:commendation
    5.5 record 借试点做出“小快轻准”方案和产品，总结好案例 | record:product record:typical_case
    5.6 record 配合第三方评测，改造后形成自评报告 | record:self_grading
    5.7 record 按时报进展，留存并上传材料，配合监督、评价和验收 | record:filing record:inspection

    6 discretion 六条行为规范 | finding:contract_breach finding:illegal
    6.1 declaratory+discretion 守法，守所服务企业的安全生产制度 | finding:illegal
    6.2 record 尊重企业意愿，订服务协议，方案和产品由企业选 | record:contract record:complaint
    6.3 record 建议要从企业实际出发，有针对、可操作 | record:survey
    6.4 discretion 照合同办，不强加、不改价、不添负担 | finding:contract_breach finding:price_raised
    6.5 discretion 不得借政府名义找企业、扰乱生产、擅用企业财物、违规收费
        | finding:illegal finding:other_cause
    6.6 discretion 保守企业秘密，尊重其知识产权，数据不外传 | finding:disclosure

    7 encoded+procedure 有下列情形的，应当责令限期整改；期限一般在三十日以内，更长的要有理由
        | transition:case.serve notice:rectification
    7.1 encoded+open+discretion 因人员、进驻、服务、履约等引起企业投诉
        | finding:weak_team finding:late_entry finding:needs_unmet finding:contract_breach
        | finding:complaint_service
    7.2 encoded+record+discretion 名称、住所、法定代表人、注册资本等较大变更未及时报告
        | record:provider finding:unreported_change
    7.3 encoded+discretion 清单有缺漏、有错误，或标准化产品随意加价
        | finding:incomplete_list finding:inaccurate_list finding:price_raised
    7.4 encoded+discretion 改造偏离方案、无法通过验收，但尚无重大影响
        | finding:deviation finding:grave_impact
    7.5 encoded+discretion 有碍公平竞争，或其他原因 | finding:unfair finding:other_cause
    8 encoded+procedure 整改期内未完成整改的，企业可以申请更换服务商
        | fact:orders_missed notice:replacement transition:case.propose

    9 encoded+procedure 有下列情形的，可以取消资格
        | transition:case.propose transition:case.serve notice:disqualification
    9.1 encoded+open 整改令多于两次，或拒绝整改；仅逾期的不在其内
        | fact:orders_issued fact:orders_served fact:orders_refused
    9.2 encoded+open+record 不满意满五次；同一家说两次算两次 | record:survey
    9.3 encoded+open+record 目标进度落后较多；多少算较多没有写 | record:target
    9.4 encoded+discretion 泄露企业的秘密、技术或敏感信息 | finding:disclosure
    9.5 encoded+discretion 不当获利、不当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    9.6 encoded+discretion 兜底：违法违纪或其他原因 | finding:illegal finding:other_grave
    10 encoded+procedure+record 经常性跟踪评价，让企业评满意度，监督检查；结果用于评优和动态管理，不打分不分等
        | record:tracking_evaluation record:survey record:inspection record:commendation
        | transition:case.propose

    11 procedure 由市工信局解释；适时修订 | transition:instrument.set
    12 open+procedure 发布之日起施行，试点期满失效
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

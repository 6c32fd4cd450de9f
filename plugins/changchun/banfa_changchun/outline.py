"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (12) and 项 (24 of them, under articles 5, 6, 7 and 9): 36 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的：落实国家试点部署，规范服务商管理
    2 definition+encoded 服务商为纳入市工信局资源池的企事业单位；签约时不在资源池内的不计入 | rule:2
    3 definition 试点企业为列入本市拟改造企业名单的企业
    4 declaratory 适用于本市试点

    5 record 服务商的七项职责 | record:provider
    5.1 record 调研并编制“N+X”问题、需求、场景清单，开展诊断并出具报告 | record:nx_list record:diagnosis
    5.2 record 结合自评和诊断，按真实需求制定转型方案 | record:contract record:self_grading
    5.3 record 对关键环节开展软硬结合的改造，帮助企业达到二级及以上 | record:progress record:acceptance
    5.4 encoded+record 梳理行业需求，提炼案例，编制指南；案例和指南作为评优依据
        | record:industry_guide record:typical_case record:commendation
    5.5 record 通过试点开发“小快轻准”方案和产品，总结优秀案例 | record:product record:typical_case
    5.6 record 配合第三方评测，改造后形成自评报告 | record:self_grading
    5.7 record 按时报送进展，留存并上传材料，配合监督、评价和验收 | record:filing record:inspection

    6 discretion 六条行为规范 | finding:contract_breach finding:illegal
    6.1 declaratory+discretion 遵守法律法规和所服务企业的安全生产制度 | finding:illegal
    6.2 record 尊重企业意愿，签订服务协议，方案和产品由企业自主选择 | record:contract record:complaint
    6.3 record 建议从企业实际出发，有针对性和可操作性 | record:survey
    6.4 discretion 遵守合同，不强制增减内容，不擅自改价，不增加负担
        | finding:contract_breach finding:price_raised
    6.5 discretion 不得私自以政府名义对接企业、影响生产、擅用企业财物、违规收费
        | finding:illegal finding:other_cause
    6.6 discretion 保守企业秘密，尊重知识产权，不得泄露数据 | finding:disclosure

    7 encoded+procedure 有下列情形之一的，责令限期整改；期限一般不超过30日（自然日），更长的须说明理由
        | transition:case.serve notice:rectification
    7.1 encoded+open+discretion 人员、进驻、服务、履约问题，以及其他原因造成企业投诉
        | finding:weak_team finding:late_entry finding:needs_unmet finding:contract_breach
        | finding:complaint_service
    7.2 encoded+record+discretion 名称、住所、法定代表人、注册资本等有较大变更，未及时报告
        | record:provider finding:unreported_change
    7.3 encoded+discretion 清单不完整、罗列不准确，或者随意调整、故意抬高标准化产品价格
        | finding:incomplete_list finding:inaccurate_list finding:price_raised
    7.4 encoded+discretion 改造偏离方案、无法通过验收，但尚未造成重大影响
        | finding:deviation finding:grave_impact
    7.5 encoded+discretion 不符合市场公平竞争条件，或者其他原因 | finding:unfair finding:other_cause
    8 encoded+procedure 未在整改期内完成整改的，试点企业可以申请更换
        | fact:orders_missed notice:replacement transition:case.propose

    9 encoded+procedure 有下列情形之一的，可以取消服务资格
        | transition:case.propose transition:case.serve notice:disqualification
    9.1 encoded+open 限期整改超过2次，或者拒不整改；仅逾期的不在其列
        | fact:orders_issued fact:orders_served fact:orders_refused
    9.2 encoded+open+record 不满意评价达到5次；同一企业评价2次的，按2次计算 | record:survey
    9.3 encoded+open+record 绩效目标序时进度差距较大；差距较大的标准原文未作规定 | record:target
    9.4 encoded+discretion 泄露企业的商业秘密、核心技术或者敏感信息 | finding:disclosure
    9.5 encoded+discretion 不正当获利、不正当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    9.6 encoded+discretion 违法违纪行为或者其他原因 | finding:illegal finding:other_grave
    10 encoded+procedure+record 跟踪评价、满意度评价和监督检查，结果用于评优和动态管理；原文未规定分值和等级
        | record:tracking_evaluation record:survey record:inspection record:commendation
        | transition:case.propose

    11 procedure 由市工信局负责解释，适时修订 | transition:instrument.set
    12 open+procedure 自发布之日起施行，试点期结束时失效
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

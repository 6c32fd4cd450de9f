"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (17) and 项 (33 of them, under articles 8, 9, 10, 12 and 14): 50 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的与依据：发挥服务商作用、规范其行为、督导其服务，让项目按期做成
    2 definition+encoded+procedure 集成、产品两类服务商经市工信局遴选入名单，即资源池；签约时不在库的不计入
        | rule:2 transition:admission.review
    3 definition 试点城市、行业、企业各指什么，都看市里的工作方案；该方案不在手边

    4 record 日常多沟通、勤答疑；服务商要有固定的联络员 | record:liaison_officer
    5 record+procedure 服务商报企业和产品信息，大事随时报；市局在平台上公布产品、案例和服务情况
        | record:filing record:product transition:disclosure.publish
    6 record 市局与县区、新区主管部门组成协调小组，开会解决大问题 | record:coordination_meeting
    7 procedure 动态管理：看考核、看经营，适时增补和淘汰
        | transition:admission.admit transition:case.propose

    8 record 集成服务商的九项职责 | record:provider
    8.1 record 牵头：带产品服务商按最新评测指标全程服务，帮企业上平台立项 | record:contract
    8.2 record 按任务书定年度、月度计划，按期填报进度，完成目标
        | record:target record:work_plan record:filing
    8.3 record 调研后列出需求、问题、场景三张清单；做产品、上平台、勤迭代
        | record:demand_list record:product
    8.4 record 诊断出报告，再定方案，多方面提升成效，改完不低于二级
        | record:diagnosis record:contract record:acceptance fact:enterprises_below_2
    8.5 record 借链主之力，探索供应链企业一起转型 | record:chain_transformation
    8.6 record 培养本地服务商，也引外地的来落户 | record:ecosystem_partner
    8.7 record 推荐样板企业，配合分享、观摩和宣传 | record:showcase
    8.8 record 办培训，为企业带出懂数字化的人 | record:training
    8.9 record 在本地有运维，响应快，系统长期稳定 | record:maintenance_visit
    9 record 产品服务商的三项职责 | record:provider
    9.1 record 结合自身所长做产品和方案，提供采集传输设备 | record:product
    9.2 record 配合集成服务商走完全程，推荐好案例 | record:recommended_case
    9.3 record 没有集成服务商的项目，由产品服务商担起其职责 | record:contract

    10 encoded+record 服务中的五项要求
    10.1 record 宣传政策，动员企业，响应需求，让企业有获得感 | record:survey
    10.2 encoded 三方各担一点：报价不得高过市面同类均价
    10.3 record 本地团队够专业，进度合理，解决企业难题 | record:local_team record:progress
    10.4 record 数据标准统一，系统之间能交换，试点结束后还能迭代 | record:data_standard
    10.5 discretion 服务商和项目成员都要保密 | finding:disclosure

    11 procedure+record 定期看进度、能力和满意度，据以增补和退出；不打分不分等，多久一次没有写
        | record:appraisal record:target record:survey

    12 encoded+procedure 有下列情形的，约谈并责令整改；期限一般三十日以内，更长的要有理由
        | transition:case.serve notice:interview notice:rectification
    12.1 encoded+open+discretion 因人员、进驻、服务、履约等引起企业投诉
        | finding:weak_team finding:late_entry finding:needs_unmet finding:contract_breach
        | finding:complaint_service
    12.2 encoded+record+discretion 名称、住所、法定代表人、注册资本等较大变更未及时报告
        | record:provider finding:unreported_change
    12.3 encoded+discretion 清单有缺漏、有错误，或标准化产品随意加价
        | finding:incomplete_list finding:inaccurate_list finding:price_raised
    12.4 encoded+open+discretion 改造偏离方案，企业改造后未达二级
        | finding:deviation fact:enterprises_below_2
    12.5 encoded+discretion 有碍公平竞争，或其他原因 | finding:unfair finding:other_cause
    12.6 encoded+open+record 不满意的企业多于五家 | record:survey
    13 encoded+procedure 整改期内未完成整改的，企业可以申请更换服务商
        | fact:orders_missed notice:replacement transition:case.propose

    14 encoded+open+procedure 清退、公示、列灰名单三者并行；公示先后和范围、灰名单的期限和出口没有写
        | transition:case.serve notice:removal notice:publication notice:grey_list
    14.1 encoded+discretion 为获取合同包装项目，企业建成不用 | finding:sham_project
    14.2 encoded+discretion 以已完成的项目充作新项目骗取补贴 | finding:old_project
    14.3 encoded+discretion 虚假合同、夸大成本、约定回扣、伪造成果
        | finding:fake_contract finding:inflated_cost finding:kickback finding:forged_results
    14.4 encoded+open 整改令多于两次，或拒绝整改，或没有按时改完
        | fact:orders_issued fact:orders_served fact:orders_refused fact:orders_missed
    14.5 encoded+open+record 不满意的企业多于十家 | record:survey
    14.6 encoded+open+record 任务目标进度落后；允许差多少没有写 | record:target
    14.7 encoded+discretion 泄露企业的秘密、技术或敏感信息 | finding:disclosure
    14.8 encoded+discretion 不当获利、不当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    14.9 encoded+discretion 申请材料不真实 | finding:false_application
    14.10 encoded+discretion 兜底：违法违纪或其他原因 | finding:illegal finding:other_grave
    15 encoded+procedure 谁都可以举报投诉服务商及其人员；查实有违法、违规行为的公开通报并取消资格，不列灰名单
        | record:complaint transition:complaint.receive transition:complaint.verify
        | notice:circular notice:disqualification

    16 procedure 由市局解释；适时并按上级要求修订 | transition:instrument.set
    17 open+procedure 施行之日空缺，试点工作结束时失效
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

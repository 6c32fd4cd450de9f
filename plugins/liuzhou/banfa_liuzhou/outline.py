"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (17) and 项 (33 of them, under articles 8, 9, 10, 12 and 14): 50 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的和依据：发挥服务商作用，规范其行为，督导其服务，保障项目按期完成
    2 definition+encoded+procedure 集成、产品两类服务商经遴选列入名单，即资源池；签约时不在库的不计入
        | rule:2 transition:admission.review
    3 definition 试点城市、行业、企业的含义依本市工作方案；该方案未收录

    4 record 日常沟通和答疑；服务商须有相对稳定的联络员 | record:liaison_officer
    5 record+procedure 服务商报送企业和产品信息，重要情况随时上报；市工信局在平台公布产品、案例和服务情况
        | record:filing record:product transition:disclosure.publish
    6 record 市工信局会同县区、新区主管部门成立协调小组，处理重大问题 | record:coordination_meeting
    7 procedure 动态管理：根据考核和经营情况，适时增补、淘汰
        | transition:admission.admit transition:case.propose

    8 record 集成服务商的九项职责 | record:provider
    8.1 record 牵头服务：组织产品服务商按最新版评测指标提供全流程服务，协助企业在平台立项 | record:contract
    8.2 record 按任务书制定年度、月度计划，定期填报进度，完成目标
        | record:target record:work_plan record:filing
    8.3 record 调研并编制需求、问题、场景三类清单；开发产品，在平台发布并迭代升级
        | record:demand_list record:product
    8.4 record 出具诊断报告，制定方案，多方面提升成效，改造后达到二级及以上
        | record:diagnosis record:contract record:acceptance fact:enterprises_below_2
    8.5 record 发挥链主企业作用，探索供应链试点企业链式转型 | record:chain_transformation
    8.6 record 培育本地服务商，吸纳外地服务商落户 | record:ecosystem_partner
    8.7 record 推荐样板企业，协助分享、观摩和宣传 | record:showcase
    8.8 record 开展培训，为企业培育数字化人才 | record:training
    8.9 record 建立本地运维服务体系，及时响应，保障系统长期稳定 | record:maintenance_visit
    9 record 产品服务商的三项职责 | record:provider
    9.1 record 结合自身业务领域开发产品和方案，提供采集传输设备 | record:product
    9.2 record 配合集成服务商完成全流程工作，推荐优秀案例 | record:recommended_case
    9.3 record 无集成服务商参与的项目，由产品服务商履行其职责 | record:contract

    10 encoded+record 服务中的五项要求
    10.1 record 宣传政策，动员企业，响应需求，提升企业获得感 | record:survey
    10.2 encoded 三方分担：价格不高于市面同类产品均价
    10.3 record 本地团队具有专业能力，进度安排合理，帮助企业解决难题 | record:local_team record:progress
    10.4 record 统一数据标准，系统间可交换，试点结束后可持续迭代 | record:data_standard
    10.5 discretion 服务商及其项目成员负有保密义务 | finding:disclosure

    11 procedure+record 定期考核进度、能力和满意度，据以增补和退出；原文未规定分值、等级和考核周期
        | record:appraisal record:target record:survey

    12 encoded+procedure 有下列情形之一的，约谈并责令限期整改；期限一般不超过30日（自然日），更长的须说明理由
        | transition:case.serve notice:interview notice:rectification
    12.1 encoded+open+discretion 人员、进驻、服务、履约问题，以及其他原因造成企业投诉
        | finding:weak_team finding:late_entry finding:needs_unmet finding:contract_breach
        | finding:complaint_service
    12.2 encoded+record+discretion 名称、住所、法定代表人、注册资本等有较大变更，未及时报告
        | record:provider finding:unreported_change
    12.3 encoded+discretion 清单不完整、罗列不准确，或者随意调整、故意抬高标准化产品价格
        | finding:incomplete_list finding:inaccurate_list finding:price_raised
    12.4 encoded+open+discretion 改造成效与方案存在明显偏差，企业改造后未达到二级
        | finding:deviation fact:enterprises_below_2
    12.5 encoded+discretion 不符合市场公平竞争条件，或者其他原因 | finding:unfair finding:other_cause
    12.6 encoded+open+record 超过5家试点企业评价为不满意 | record:survey
    13 encoded+procedure 未在整改期内完成整改的，试点企业可以申请更换
        | fact:orders_missed notice:replacement transition:case.propose

    14 encoded+open+procedure 有下列情形之一的，清退、公示并纳入灰名单；公示的先后、灰名单的期限，原文未作规定
        | transition:case.serve notice:removal notice:publication notice:grey_list
    14.1 encoded+discretion 以获取合同为目的包装项目，企业建而不用 | finding:sham_project
    14.2 encoded+discretion 将试点期前已完成的项目包装成新项目骗取补贴 | finding:old_project
    14.3 encoded+discretion 虚假合同、夸大成本、约定回扣、伪造成果
        | finding:fake_contract finding:inflated_cost finding:kickback finding:forged_results
    14.4 encoded+open 限期整改超过2次，或者拒不整改，或者未按时完成整改
        | fact:orders_issued fact:orders_served fact:orders_refused fact:orders_missed
    14.5 encoded+open+record 超过10家试点企业评价为不满意 | record:survey
    14.6 encoded+open+record 绩效任务目标进度滞后；容许差距原文未作规定 | record:target
    14.7 encoded+discretion 泄露企业的商业秘密、核心技术或者敏感信息 | finding:disclosure
    14.8 encoded+discretion 不正当获利、不正当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    14.9 encoded+discretion 申请材料弄虚作假 | finding:false_application
    14.10 encoded+discretion 违法违纪行为或者其他原因 | finding:illegal finding:other_grave
    15 encoded+procedure 任何人可以举报、投诉；经核实有违法、违规行为的，公开通报并取消服务资格，未规定灰名单
        | record:complaint transition:complaint.receive transition:complaint.verify
        | notice:circular notice:disqualification

    16 procedure 由市工信局负责解释，适时并按上级要求修订 | transition:instrument.set
    17 open+procedure 施行日期空缺，有效期至试点工作结束
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

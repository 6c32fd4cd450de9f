"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (21) and 项 (40 of them, under articles 5, 6, 8, 9, 11, 14 and 15): 61 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的和依据：落实试点部署，规范服务商管理，保障诊断和改造质量；依据为本市实施方案（备案版）
    2 definition+encoded 服务商的含义：纳入本市试点服务商库、提供改造服务的机构；不在库期间签订的合同不计入
        | rule:2
    3 definition 试点企业的含义：已纳入本市试点企业库的中小企业
    4 procedure 适用于本市试点；遴选、审核、评价和动态管理由市经信局负责
        | transition:admission.review transition:round.open transition:case.propose

    5 record 服务商的七项职责 | record:provider
    5.1 record 参加市、县两级组织的对接会，主动与企业达成意向 | record:matching_meeting
    5.2 record 诊断与改造衔接：查明水平、短板和方向，出具诊断报告 | record:diagnosis
    5.3 record 调研试点行业，分列共性需求和个性需求 | record:demand_list
    5.4 record 面向细分行业开发“小快轻准”产品和方案，建立产品库 | record:product fact:products
    5.5 record 制定方案，对进度和质量负责，改造后达到最新版指标的二级及以上
        | record:contract record:progress record:completion record:acceptance fact:enterprises_at_level
    5.6 record 开展公益培训，内容包括政策、工具、流程、数据安全等 | record:training
    5.7 record 按时报送进展，建立企业档案，留存并上传材料，配合监督、验收和评价
        | record:filing record:transformation_file record:inspection finding:uncooperative

    6 encoded 入库须同时具备的四项条件
    6.1 encoded+record 境内注册，为独立法人或者能独立承担民事责任的其他组织 | verification:independent
    6.2 encoded+record 经营和财务正常；近三年无安全事故和违法违规；不在异常名录或者严重失信名单
        | verification:sound verification:clean_three_years verification:not_listed
    6.3 encoded+record 具有本地服务能力：外地企业须有本地团队，响应及时
        | verification:capable verification:registered_here verification:local_team
        | verification:responsive
    6.4 encoded+record 服务案例不少于2个，客户为五个试点行业的中小企业，地域不限
        | record:service_case fact:service_cases
    7 procedure+record+discretion 以评审、备案等方式审核入库，分配行业；有行业属性和合作意向的，可入细分行业库
        | record:membership
        | transition:admission.apply transition:admission.review transition:admission.admit
        | transition:admission.assign

    8 encoded+record 服务中的六项要求
    8.1 encoded 列入细分行业库的，只服务该行业；超出范围的项目不予奖补，早先试点已服务的企业除外
    8.2 record+discretion 本地团队规模充足、配置合理、具有专业能力 | record:local_team finding:weak_team
    8.3 record+discretion 进度安排合理，驻场和沟通充分，切实解决问题
        | record:progress record:survey finding:contract_breach
    8.4 encoded 三方分担：价格不高于市面同类产品均价
    8.5 record 保证改造后达到二级及以上；验收未通过的，继续整改直至达标
        | record:acceptance fact:enterprises_at_level
    8.6 record 改造后按合同响应和维护，水平保持在二级及以上 | record:maintenance_visit

    9 encoded+record 四条行为规范
    9.1 declaratory+discretion 遵守法律法规和所服务企业的安全生产制度 | finding:grave_illegal record:complaint
    9.2 declaratory+record 可以推荐，不得限制企业自主选择 | record:complaint
    9.3 encoded+record 参照模板签约并依约履行；不得转包、强制增减内容、擅自改价、加重负担
        | record:contract_template record:contract finding:contract_breach
    9.4 discretion 保守企业秘密，尊重知识产权，不得泄露数据 | finding:disclosure

    10 open+procedure+encoded 市经信局制定客观、公开的评价标准，每半年考核一次，结果用于调整服务商库
        | grading transition:instrument.set transition:round.open transition:round.compute
        | term:criteria.work term:criteria.projects term:criteria.products term:criteria.satisfaction
    11 encoded+open 满分100分，以80分、70分、60分为界分四个等级；标准适时修订 | transition:instrument.set
    11.1 encoded+open+record 基本工作：配合、材料、响应 | record:review term:criteria.work
    11.2 encoded+open+record 实施成效：签约、完成、验收、标杆
        | record:contract record:acceptance record:completion record:exemplary term:criteria.projects
    11.3 encoded+open+record 产品能力：数量、场景、推广
        | record:product record:replication term:criteria.products
    11.4 encoded+open+record 满意度：企业对态度、契合和培训的评分 | record:survey term:criteria.satisfaction
    12 encoded+open+procedure 评价结果向社会公示；公示期限原文未作规定，依有关规定 | transition:round.publish

    13 procedure 根据工作情况和评价等级，动态调整名单
        | transition:admission.assign transition:case.propose transition:disclosure.publish

    14 encoded+procedure 有下列情形之一的，予以警告，并要求1个月内完成整改
        | transition:case.serve notice:warning notice:rectification
    14.1 encoded+record+discretion 名称、地址、法定代表人或者经营范围等有较大变更，未及时报告
        | record:provider finding:unreported_change
    14.2 encoded+open+discretion 人员能力或者履约问题，以及其他服务原因造成企业投诉
        | finding:weak_team finding:contract_breach finding:complaint_service
    14.3 encoded+discretion 诊断、改造的清单不完整，方案不明确，产品说明不清晰 | finding:incomplete_list
    14.4 encoded+discretion 随意调整或者故意抬高标准化产品价格，致其高于市场同类产品 | finding:price_raised
    14.5 encoded+discretion 改造偏离方案，企业可能无法通过验收，但尚未造成重大影响
        | finding:deviation finding:grave_impact
    14.6 encoded+discretion 不配合第三方监督、评测、验收、审计 | finding:uncooperative
    14.7 encoded+open 评为D级，或者累计两次评为C级 | fact:grades
    14.8 encoded+discretion 其他影响转型进程的事项 | finding:other_impact

    15 encoded+procedure 有下列情形之一的，可以取消服务资格并清退
        | transition:case.propose transition:case.serve notice:disqualification notice:removal
    15.1 encoded+open 限期整改超过3次，或者拒不整改；逾期而未拒绝的，原文未作规定
        | fact:orders_issued fact:orders_served fact:orders_refused
    15.2 encoded+open 对接不及时：入库6个月及以上无新增签约企业；入库自何日起算，原文未作规定
        | fact:joined_on fact:selected_on fact:last_new_enterprise_on
    15.3 encoded 签约后不实施：合同签订两个月以上无实质进展 | fact:idle_since record:progress
    15.4 encoded+discretion 不正当获利、不正当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    15.5 encoded+discretion 泄露企业的商业秘密、核心技术或者敏感信息 | finding:disclosure
    15.6 encoded+open 累计两次评为D级 | fact:grades
    15.7 encoded+discretion 其他严重违法违纪行为 | finding:grave_illegal

    16 encoded+procedure 服务商被清退，或者所服务企业在省级、国家级验收中未通过的，可以追回问题项目的奖补款项
        | fact:removals fact:enterprises_failed_state notice:recovery
    17 encoded+discretion 清退前签约并实施的项目，经确认无违规违法情形的，可以继续列入试点
        | contract_finding:confirmed_clean
    18 encoded+procedure 任何人可以举报、投诉；经核实有违法、违规行为的，依照本办法警告、清退，涉嫌犯罪的移送
        | record:complaint transition:complaint.receive transition:complaint.verify
        | finding:suspected_crime notice:referral
    19 encoded+record 对A级服务商给予支持，包括推荐荣誉、宣传推广、组织参展等，列举未尽 | record:support_given
    20 procedure 由市经信局负责解释，适时修订 | transition:instrument.set transition:instrument.promulgate
    21 open+procedure 自发布之日起施行，有效期至实施期结束
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

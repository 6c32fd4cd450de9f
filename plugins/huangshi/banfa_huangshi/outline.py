"""Every provision of the measure in our own words, and what answers it.

The text is numbered 条 (21) and 项 (40 of them, under articles 5, 6, 8, 9, 11, 14 and 15): 61 provisions.
"""

from __future__ import annotations

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 目的与依据：落实国家试点部署，管好服务商，保住诊断和改造质量；依据是市实施方案的备案版
    2 definition+encoded 何为服务商：已入本市试点的库、为试点企业做改造的机构；不在库时签的合同不计入
        | rule:2
    3 definition 何为试点企业：已入本市试点企业库的中小企业
    4 procedure 适用于本市试点；选、审、评、调都归市经信局
        | transition:admission.review transition:round.open transition:case.propose

    5 record 服务商的七项职责 | record:provider
    5.1 record 市、县两级召集的对接会要去，主动找企业谈成意向 | record:matching_meeting
    5.2 record 先诊断后改造：摸清水平、短板和方向，出诊断报告 | record:diagnosis
    5.3 record 调研所在行业，列出共性与个性两类需求 | record:demand_list
    5.4 record 面向细分行业做“小快轻准”产品和方案，形成产品库 | record:product fact:products
    5.5 record 定方案，管进度和质量，改完要够新版指标的二级
        | record:contract record:progress record:completion record:acceptance fact:enterprises_at_level
    5.6 record 办公益培训：政策、工具、流程、数据安全等 | record:training
    5.7 record 按时报进展，一企一档，材料留存并上传；配合监督、验收和评价
        | record:filing record:transformation_file record:inspection finding:uncooperative

    6 encoded 入库的四个条件，缺一不可
    6.1 encoded+record 国内注册，是独立法人或能自担责任的其他组织 | verification:independent
    6.2 encoded+record 经营财务正常；三年内没出事故、没违法；不在异常或失信名单
        | verification:sound verification:clean_three_years verification:not_listed
    6.3 encoded+record 在本地服务得了：外来企业要建本地团队，响应要快
        | verification:capable verification:registered_here verification:local_team
        | verification:responsive
    6.4 encoded+record 至少两个案例，客户是五个试点行业的中小企业，哪里的都行
        | record:service_case fact:service_cases
    7 procedure+record+discretion 分阶段以评审、备案等方式审核入库并分配行业；有行业专长和意向的可入细分行业库
        | record:membership
        | transition:admission.apply transition:admission.review transition:admission.admit
        | transition:admission.assign

    8 encoded+record 服务中的六项要求
    8.1 encoded 列入某行业库的只做该行业；做到外面的合同不予奖补，早先试点的老客户除外
    8.2 record+discretion 本地团队人数够、搭配合理、懂行会做 | record:local_team finding:weak_team
    8.3 record+discretion 进度、驻场和沟通都要到位，真正解决问题
        | record:progress record:survey finding:contract_breach
    8.4 encoded 三方各担一点：报价不得高过市面同类均价
    8.5 record 保证改到二级；没通过的帮到通过为止
        | record:acceptance fact:enterprises_at_level
    8.6 record 改完之后按合同响应、维护，水平不能掉下二级 | record:maintenance_visit

    9 encoded+record 四条行为规范
    9.1 declaratory+discretion 守法，守所服务企业的安全生产制度 | finding:grave_illegal record:complaint
    9.2 declaratory+record 可以推荐，选不选由企业定 | record:complaint
    9.3 encoded+record 参照模板签约并照约履行；转包、增减内容、改价、加重负担都不许
        | record:contract_template record:contract finding:contract_breach
    9.4 discretion 保守企业秘密，尊重其知识产权，数据不外传 | finding:disclosure

    10 open+procedure+encoded 客观公开的评价标准由市经信局定；半年考核一次，结果用于调整服务商库
        | grading transition:instrument.set transition:round.open transition:round.compute
        | term:criteria.work term:criteria.projects term:criteria.products term:criteria.satisfaction
    11 encoded+open 满分一百，按分数分四等：八十、七十、六十为界；标准可适时修订 | transition:instrument.set
    11.1 encoded+open+record 基本工作：配合、材料、响应 | record:review term:criteria.work
    11.2 encoded+open+record 实施成效：签约、完成、验收、标杆
        | record:contract record:acceptance record:completion record:exemplary term:criteria.projects
    11.3 encoded+open+record 产品能力：数量、场景、推广
        | record:product record:replication term:criteria.products
    11.4 encoded+open+record 满意度：企业对态度、契合和培训的评分 | record:survey term:criteria.satisfaction
    12 encoded+open+procedure 评价结果要向社会公示；多少天没有写，另按有关规定 | transition:round.publish

    13 procedure 看工作、看等级，名单随时调整
        | transition:admission.assign transition:case.propose transition:disclosure.publish

    14 encoded+procedure 有下列情形的，必须警告并令其一个月内改好
        | transition:case.serve notice:warning notice:rectification
    14.1 encoded+record+discretion 名称、地址或者法定代表人、经营范围有较大变更而未及时报告
        | record:provider finding:unreported_change
    14.2 encoded+open+discretion 人员能力不足、未按合同服务等引起企业投诉
        | finding:weak_team finding:contract_breach finding:complaint_service
    14.3 encoded+discretion 诊断或改造的清单、方案、产品说不清楚 | finding:incomplete_list
    14.4 encoded+discretion 标准化产品随意加价，贵过市场同类 | finding:price_raised
    14.5 encoded+discretion 改造偏离方案，企业可能无法通过验收，但尚无重大影响
        | finding:deviation finding:grave_impact
    14.6 encoded+discretion 不配合第三方监督、评测、验收、审计 | finding:uncooperative
    14.7 encoded+open 评为D级一次，或评为C级合计两次 | fact:grades
    14.8 encoded+discretion 兜底：其他影响转型进程的事项 | finding:other_impact

    15 encoded+procedure 有下列情形的，可以取消资格并清出服务商库
        | transition:case.propose transition:case.serve notice:disqualification notice:removal
    15.1 encoded+open 整改令多于三次，或拒绝整改；逾期而没有拒绝的，没有规定
        | fact:orders_issued fact:orders_served fact:orders_refused
    15.2 encoded+open 对接不力：入库满半年没有新签企业；自哪一日算入库没有写
        | fact:joined_on fact:selected_on fact:last_new_enterprise_on
    15.3 encoded 签了不做：合同满两个月没有实质进展 | fact:idle_since record:progress
    15.4 encoded+discretion 不当获利、不当竞争、损害他人利益
        | finding:improper_gain finding:unfair_competition finding:interest_harmed
    15.5 encoded+discretion 泄露企业的秘密、技术或敏感信息 | finding:disclosure
    15.6 encoded+open 评为D级合计两次 | fact:grades
    15.7 encoded+discretion 兜底：其他严重违法违纪 | finding:grave_illegal

    16 encoded+procedure 清退了的，或所服务企业没通过省级、国家级验收的，有权收回问题项目的奖补
        | fact:removals fact:enterprises_failed_state notice:recovery
    17 encoded+discretion 清退前签约并已实施的项目，确认没有问题的仍可算数
        | contract_finding:confirmed_clean
    18 encoded+procedure 谁都可以举报投诉；查实有违法、违规行为的依本办法警告或清退，涉嫌犯罪的移送
        | record:complaint transition:complaint.receive transition:complaint.verify
        | finding:suspected_crime notice:referral
    19 encoded+record A级的给予支持：荣誉推荐、宣传、参展等，没有列尽 | record:support_given
    20 procedure 由市经信局解释；适时修订 | transition:instrument.set transition:instrument.promulgate
    21 open+procedure 发布之日起施行，实施期结束时失效
        | term:commencement transition:instrument.promulgate transition:instrument.expire
""")

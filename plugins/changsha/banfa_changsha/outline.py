"""Every provision of the measure in our own words, and what answers it beside the rules that cite it.

The text numbers 13 articles and items under articles 6 to 11 and 13: 44 provisions. Item 13(2) ends in a
semicolon, so an item at least is missing; so is whatever followed, the day of commencement included.
"""

from banfa.law import outline

OUTLINE = outline("""
    1 declaratory 制定的目的和依据的上级文件
    2 definition 适用于四个重点细分行业的推进机构、集成服务商和生态服务商

    3 encoded+procedure 四个行业各确定一家推进机构，由市工信局报请市政府同意 | transition:admission.admit
    4 encoded+procedure+record 集成服务商经申报、评审、答辩入库；分行业路演，按企业意愿匹配，不能匹配的撮合
      | transition:admission.apply transition:admission.review transition:admission.admit
    5 encoded+procedure 生态服务商经申报、审核、备案入库；由集成服务商和企业在推进机构统筹下择优选择
      | transition:admission.apply transition:admission.review transition:admission.admit

    6 encoded 推进机构统筹所负责的行业，不参与该行业具体企业的改造实施工作
    6.1 record 提出行业总体方案，报送计划、进度和质量，更新台账 | record:filing
    6.2 record 承办动员、宣讲、路演、对接，协助备案、遴选、征集、培训和平台建设
    6.3 record 统筹组织诊断和改造验收 | record:diagnosis record:acceptance
    6.4 record+procedure 组织编制标准合同，监督质量，受理投诉 | record:complaint transition:complaint.receive

    7 encoded 集成服务商应有较强的诊断、整合、集成能力，牵头改造
    7.1 record 提供诊断咨询和可供选择的产品服务，按企业意愿签约 | record:diagnosis record:contract
    7.2 record 提出整体方案，确认改造前状态和改造标准，牵头实施并负责 | record:progress
    7.3 record 向推进机构报送计划、进度和质量，配合验收 | record:filing record:acceptance
    7.4 record 开发集成“小快轻准”方案和产品，归纳优秀案例

    8 encoded 生态服务商应有成熟产品、成功案例和业绩，参与诊断和改造
    8.1 record 按整体方案供给产品服务，与企业或集成服务商签约并履行 | record:product record:contract
    8.2 record 配合推进机构和集成服务商，按时报送 | record:filing

    9 record 推进机构的行为规范
    9.1 record 遵守法律法规，遵守企业的安全生产制度和操作流程 | record:conduct
    9.2 record 发挥智库作用，给企业技术指导和转型建议 | record:conduct
    9.3 record 在转型实施中担任监理，维护市场公平 | record:conduct
    9.4 record 不私自以政府名义对接企业，不影响生产，不擅用企业财物，不违规收费 | record:conduct
    9.5 record 保守企业秘密，尊重知识产权 | record:conduct

    10 record 集成服务商的行为规范 | record:conduct record:follow_up
    10.1 record 遵守法律法规，遵守所服务企业的安全生产制度和操作流程 | record:conduct record:follow_up
    10.2 record 诊断从企业实际出发，建议切实可行 | record:conduct record:follow_up
    10.3 record 可以推荐优秀生态服务商，不应限制企业自主选择 | record:conduct record:follow_up
    10.4 record 加强对参与业务的生态服务商的管理 | record:conduct record:follow_up
    10.5 record 遵守合同，不强制增减内容，不擅自改价，不加重负担 | record:conduct record:follow_up
    10.6 record 不私自以政府名义对接企业，不影响生产，不擅用企业财物，不违规收费
      | record:conduct record:follow_up
    10.7 record 保守企业秘密，尊重知识产权 | record:conduct record:follow_up

    11 record 生态服务商的行为规范 | record:conduct record:follow_up
    11.1 record 遵守法律法规，遵守所服务企业的安全生产制度和操作流程 | record:conduct record:follow_up
    11.2 record 诊断从企业实际出发，建议切实可行 | record:conduct record:follow_up
    11.3 record 尊重企业意愿，不强制选用自己的产品服务 | record:conduct record:follow_up
    11.4 record 参与生态建设，配合集成服务商的管理 | record:conduct record:follow_up
    11.5 record 遵守合同，不强制增减内容，不擅自改价，不加重负担 | record:conduct record:follow_up
    11.6 record 不影响生产，不擅用企业财物，不违规收费 | record:conduct record:follow_up
    11.7 record 保守企业秘密，尊重知识产权 | record:conduct record:follow_up

    12 encoded+record 企业服务中心会同推进机构不定期跟踪检查集成和生态服务商，记录用于考核评优
      | record:inspection

    13 encoded+procedure 推进机构有下列情形之一的，全市范围内通报并限期整改；逾期未完成的，由其他推进机构组织
      | transition:case.serve notice:circular notice:rectification notice:reassignment
    13.1 encoded+discretion+open 不重视相关工作，未配备满足需要的人员 | finding:understaffed
    13.2 encoded+discretion 未制定细分行业转型实施方案 | finding:no_plan
    13.3 missing 第（二）项以分号结束，其后各项本副本缺失
    14 missing 第十三条之后的内容本副本缺失，施行日期和有效期不详
""")

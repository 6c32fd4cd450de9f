"""Every provision of the measure in our own words, and what answers it beside the rules that cite it.

The text numbers 14 articles, items under articles 6, 7, 11 and 12, and figures under the items of article 6:
53 provisions.
"""

from banfa.law import outline

OUTLINE = outline("""
    1 definition+encoded 适用于参加本市试点的数字化服务商，未参加的不适用
    2 procedure 市工信局据此开展统计监测、动态管理和评定评价 | transition:round.open transition:case.propose
    3 definition 市工信局为监督管理部门，监督改造服务并依情况评价
    4 definition 服务商的几个类别（未列尽）；职责和申报程序另由遴选通知规定，该通知未收录
    5 declaratory 公平公正、择优和动态调整的原则
    6 encoded+open 四个维度共100分，另有加分项；各指标的具体标准见附件，附件未收录

    6.1 encoded 服务企业情况，25分
    6.1.1 encoded+open 平台上签约立项的数量 | term:scale.6.1.1
    6.1.2 encoded+open 验收如期完成的比率 | term:scale.6.1.2
    6.1.3 encoded+open 验收达二级及以上的比率 | term:scale.6.1.3
    6.1.4 encoded+record+open 承诺的价格、增值等让利经核实的兑现情况 | record:concession term:scale.6.1.4

    6.2 encoded 产品服务能力，25分
    6.2.1 encoded+record+open 经平台审核发布的产品数量 | record:product term:scale.6.2.1
    6.2.2 encoded+record+open 经平台审核发布的产品所覆盖的场景数量 | record:product term:scale.6.2.2
    6.2.3 encoded+record+open 面向其他行业发布方案并带动复制推广 | term:scale.6.2.3
    6.2.4 encoded+open 合同写明的质量、升级、运维服务时长 | record:contract term:scale.6.2.4

    6.3 encoded 工作实效评价，30分
    6.3.1 encoded+record+open 试点企业对服务态度的打分 | record:survey term:scale.6.3.1
    6.3.2 encoded+record+open 试点企业对响应速度的打分 | record:survey term:scale.6.3.2
    6.3.3 encoded+record+open 试点企业对改造成效的打分 | record:survey term:scale.6.3.3
    6.3.4 encoded+record+open 第三方专家对照改造前后数据的打分 | record:review term:scale.6.3.4

    6.4 encoded 综合服务能力，20分
    6.4.1 encoded+record+open 联合链主企业带动上下游关联试点企业改造 | term:scale.6.4.1
    6.4.2 encoded+record+open 所服务企业成为优秀案例 | term:scale.6.4.2
    6.4.3 encoded+record+open 在主管部门指导下开展论坛、参展、沙龙、课题等活动 | term:scale.6.4.3
    6.4.4 encoded+record+open 产品或解决方案走向海外 | term:scale.6.4.4

    6.5 encoded+open 加分项，10分；加分后能否超过100分，原文未作规定 | term:bonus.cap
    6.5.1 encoded+record+open 省部级及以上荣誉 | term:scale.6.5.1
    6.5.2 encoded+open 改造后达到四级的试点企业 | record:acceptance term:scale.6.5.2
    6.5.3 encoded+record+open 入驻创新中心宣传案例，或参加主管部门的宣传 | term:scale.6.5.3

    7 procedure 先核定资格，再组织评价 | transition:round.open transition:round.compute
    7.1 encoded+discretion 参评的服务商应有的资格，逐项核验 | record:verification
    7.2 encoded+open+procedure 每季度由专家赋分，按分数和约占比例评定四个等级
        | record:review transition:round.compute
    8 encoded+open+procedure 拟评等级向社会公示，不少于5个工作日；不合格的是否列名，原文未作规定
        | transition:round.publish
    9 encoded+record 按季度、年度公布优秀名单，方案和案例入库政务平台 | transition:round.close
    10 encoded+record+discretion 对优秀、良好、合格等级的支持，列举未尽

    11 encoded 有下列情形之一的，予以警告，并要求1个月内完成整改 | notice:warning notice:rectification
    11.1 encoded 被评为不合格
    11.2 encoded+discretion 履约、清单、绑定产品或价格方面的问题 | finding:contract_breach
    11.3 encoded+discretion 因人员、服务或报送而被试点企业投诉 | record:complaint finding:team_complaint
    11.4 encoded+discretion 泄露试点企业的秘密或敏感信息 | finding:disclosure
    11.5 encoded+discretion+open 不当得利；不正当竞争、损害他人利益 | finding:improper_gain
    11.6 encoded+discretion 进驻、报送不及时等不配合试点工作的行为 | finding:late_entry

    12 encoded+open 有下列情形之一的，取消试点工作资格，并予以通报；通报的范围，原文未作规定
        | notice:disqualification notice:circular
    12.1 encoded+discretion 入库或验收中提供虚假信息；骗取补助、不正当竞争等损害他人利益
        | finding:false_information
    12.2 encoded+discretion 干扰评定公平性的行为 | finding:interference
    12.3 encoded+open 入选后三个月内未签订改造合同；入选自何日起算，原文未作规定 | record:membership
    12.4 encoded 警告后未按时完成整改，或者整改后未见成效 | record:decision
    12.5 encoded+open 超过30%的试点企业评价为不满意 | record:survey
    12.6 encoded+open 当年度经整改后的二级通过率未达到80% | record:acceptance
    12.7 encoded+discretion 有违法违规行为 | finding:illegal

    13 procedure 由市工信局负责解释，适时修订 | transition:instrument.set
    14 open+procedure 自发布之日起施行，有效期至试点城市工作结束
        | transition:instrument.promulgate transition:instrument.expire
""")

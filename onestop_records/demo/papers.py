"""What the invented association has written over the years. Written for this project."""

from dataclasses import dataclass

FIRMS = (
    "青竹纸品有限公司",
    "明锐制笔有限公司",
    "星页本册有限公司",
    "百工胶粘制品厂",
    "立德美术用品有限公司",
    "远帆办公用品有限公司",
    "雅格画材有限公司",
    "同心橡皮擦厂",
)
GOODS = ("中性笔", "作业本", "水彩颜料", "固体胶", "铅笔", "文件夹", "橡皮擦", "卷笔刀")
TOPICS = (
    "本年度重点围绕学生用品安全开展服务，走访企业并逐户建立质量档案。",
    "与会人员一致认为，应当先易后难，把检测、标准、认证三件事办在一处。",
    "对小微企业减收检验费用，所需经费在专项资金中列支。",
    "请各成员单位对照清单自查，发现的问题列明责任人与完成期限。",
    "窗口收到材料后当场核对，材料不全的一次性告知需要补正的全部内容。",
    "抽样过程由两名工作人员完成，样品封存后由企业代表签字确认。",
    "邻苯二甲酸酯、可迁移元素和笔帽安全是历年不合格较多的项目。",
    "档案由经办人随办随收，次年六月底前移交办公室集中保管。",
    "企业反映最多的是标准更新快、自检能力弱，希望多办实操培训。",
    "会后由秘书处形成任务分解表，信息管理部在平台上逐项跟踪。",
)


@dataclass(frozen=True)
class Paper:
    """A kind of paper and the years in which there is one. ``day`` is month and day."""

    title: str
    number: str  # document number, "" for none
    unit: str
    category: str
    retention: str
    grade: str
    form: str
    years: tuple[int, ...]
    day: str
    text: str
    carrier: str = "electronic"


EVERY = tuple(range(2019, 2027))
LATE = (2023, 2024, 2025, 2026)
ODD = (2019, 2021, 2023, 2025)
EARLY = (2012, 2013, 2014, 2015)  # whose ten years are over

PAPERS = (
    Paper(
        "关于召开{year}年会员大会的通知",
        "文协〔{year}〕3号",
        "BGS",
        "WS",
        "D10",
        "public",
        "docx",
        EVERY,
        "02-18",
        "定于三月召开{year}年会员大会，审议理事会工作报告和财务报告，请各会员单位派员参加。",
    ),
    Paper(
        "第{term}届理事会第{n}次会议纪要",
        "文协纪〔{year}〕{n}号",
        "MSC",
        "WS",
        "Y",
        "internal",
        "docx",
        EVERY,
        "03-12",
        "会议听取了秘书处关于服务平台建设情况的汇报，表决通过吸收{firm}等单位入会。",
        "both",
    ),
    Paper(
        "{year}年度质量服务工作总结",
        "文协〔{year}〕21号",
        "QYB",
        "WS",
        "Y",
        "public",
        "pdf",
        EVERY,
        "12-20",
        "全年受理企业诉求并全部办结，帮助{firm}等企业改进{goods}生产工艺。",
    ),
    Paper(
        "{year}年文具产品质量抽检情况通报",
        "文协通〔{year}〕6号",
        "QYB",
        "WS",
        "D30",
        "public",
        "pdf",
        EVERY,
        "09-08",
        "本次抽检{goods}等产品，不合格项目主要为标识与可迁移元素，已约谈{firm}。",
    ),
    Paper(
        "领导小组{year}年重点工作计划",
        "文领〔{year}〕1号",
        "LDXZ",
        "WS",
        "D30",
        "secret",
        "docx",
        (2022, 2023, 2024, 2025, 2026),
        "01-15",
        "重点企业帮扶名单和专项资金安排暂不对外，由主任直接掌握。",
    ),
    Paper(
        "检测设备采购合同（{firm}）",
        "文协合〔{year}〕{n}号",
        "BGS",
        "WS",
        "D30",
        "confidential",
        "pdf",
        ODD,
        "05-22",
        "甲方向乙方采购可迁移元素检测设备一套，验收合格后付款，质保三年。",
        "both",
    ),
    Paper(
        "{goods}团体标准编制说明",
        "",
        "ZJZ",
        "KJ",
        "Y",
        "public",
        "docx",
        (2020, 2022, 2024, 2026),
        "06-30",
        "本标准规定了{goods}的术语、要求、试验方法和检验规则，适用于中小学生使用的产品。",
    ),
    Paper(
        "{firm}质量提升帮扶记录",
        "",
        "QYB",
        "WS",
        "D30",
        "internal",
        "txt",
        EVERY,
        "04-25",
        "专家组到{firm}诊断{goods}生产线，提出改进意见七条，企业当场认领。",
    ),
    Paper(
        "{year}年培训班签到与课程安排",
        "",
        "QYB",
        "WS",
        "D10",
        "public",
        "xlsx",
        LATE,
        "07-16",
        "课程包括标准解读、自检实操和追溯标识，共两天。",
    ),
    Paper(
        "{year}年会费收支明细",
        "",
        "BGS",
        "KU",
        "D30",
        "confidential",
        "xlsx",
        EVERY,
        "12-31",
        "会费收入、活动支出与结余，附银行对账结果。",
    ),
    Paper(
        "窗口服务一次性告知书（{goods}送检）",
        "",
        "QYB",
        "WS",
        "D10",
        "public",
        "txt",
        LATE,
        "08-05",
        "办理{goods}送检须提交营业执照、产品说明和样品五件，缺少的材料请在十个工作日内补齐。",
    ),
    Paper(
        "平台运行与数据备份月报（{year}年{month}月）",
        "",
        "XXB",
        "SJ",
        "D10",
        "internal",
        "txt",
        EVERY,
        "{month}-28",
        "本月平台运行平稳，完成备份四次，恢复演练一次，未发生数据丢失。",
    ),
    Paper(
        "信息系统安全检查报告",
        "文信〔{year}〕2号",
        "XXB",
        "WS",
        "D10",
        "confidential",
        "docx",
        ODD,
        "11-11",
        "检查账号、口令、补丁和日志留存，发现问题三项，已限期整改。",
    ),
    Paper(
        "{year}年人员聘任名册",
        "",
        "BGS",
        "RS",
        "Y",
        "secret",
        "xlsx",
        (2019, 2022, 2025),
        "01-30",
        "本年度聘任专管员、工程师和窗口人员，岗位与期限见表。",
        "both",
    ),
    Paper(
        "与{firm}往来邮件：{goods}检测结果确认",
        "",
        "QYB",
        "YJ",
        "D10",
        "internal",
        "eml",
        LATE,
        "10-19",
        "来信收悉。{goods}第三批样品复检合格，正式报告随后寄出。",
    ),
    Paper(
        "平台首页改版公告",
        "",
        "XXB",
        "WY",
        "D10",
        "public",
        "html",
        (2021, 2024),
        "03-01",
        "服务平台首页完成改版，新增标准查询、送检预约与满意度评价三个入口。",
    ),
    Paper(
        "重大质量风险处置决定",
        "文领〔{year}〕9号",
        "LDXZ",
        "WS",
        "Y",
        "top_secret",
        "docx",
        (2023, 2025),
        "06-06",
        "对某批次颜料的召回方案与沟通口径由领导小组研究决定，知悉范围限于到会人员。",
    ),
    Paper(
        "老厂史料：手工制笔工序说明",
        "",
        "ZJZ",
        "KJ",
        "Y",
        "public",
        "none",
        (2019, 2020),
        "05-04",
        "纸质手稿，记述选料、开槽、装芯、油漆、烫印各道工序。",
        "paper",
    ),
    Paper(
        "{year}年会员单位通讯录",
        "",
        "QYB",
        "WS",
        "D10",
        "public",
        "xlsx",
        EARLY,
        "09-10",
        "会员单位、联系人与联系方式，供当年联络使用。",
    ),
    Paper(
        "与{firm}商洽{goods}展位租赁的函",
        "文协函〔{year}〕{n}号",
        "QYB",
        "WS",
        "D10",
        "public",
        "docx",
        EARLY,
        "06-15",
        "商洽{goods}展位租赁事宜，租金与布展时间另附。",
    ),
)

PHOTOS = (
    ("第{n}届文具博览会开幕", "会展中心", "开幕式现场，{firm}等参展"),
    ("专家走访{firm}", "{firm}车间", "专家组查看{goods}生产线"),
    ("进校园活动：认识安全文具", "实验小学", "向学生讲解{goods}的安全标识"),
    ("会员大会表决", "协会会议室", "会员代表举手表决"),
)
COMPLAINTS = (
    ("关于{firm}{goods}异味的投诉", "telephone", "经检测符合标准，已向投诉人说明并获理解。"),
    ("关于送检报告逾期的投诉", "online", "报告因复检延迟两日，已致歉并完善提醒。"),
    ("关于窗口排队时间过长的投诉", "visit", "增设午间窗口，回访表示满意。"),
)
CASES = (
    ("{firm}{goods}委托送检", "送检预约"),
    ("{firm}申请标准比对服务", "标准咨询"),
    ("{firm}申请质量帮扶", "质量帮扶"),
)

"""What clients say of the invented association: evaluations of some months, an opinion and what came of it,
a question whose answer is published."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import ICases, IClock, IEvaluations, IKnownAnswers
from onestop_records.models.case import Case
from onestop_records.models.evaluation import GRADES, QUESTIONS, SOLVED, TECHNICAL
from onestop_records.storage.work import work

VERY, GOOD, FAIR, BAD = GRADES
# Months ago, who handled it, the grade, what they said. Fewer than three of a month are not published.
SAID = (
    (3, "clerk", GOOD, "答复清楚。"),
    (3, "staff2", FAIR, "等候时间稍长。"),
    (3, "clerk", VERY, ""),
    (2, "staff2", GOOD, ""),
    (2, "clerk2", BAD, "跑了两趟才说清要带的材料。"),
    (2, "clerk", VERY, "一次办好，很满意。"),
    (1, "staff2", GOOD, ""),
    (1, "clerk2", GOOD, "态度有改进。"),
    (1, "clerk", VERY, ""),
    (0, "staff2", VERY, "工程师上门指导很专业。"),
    (0, "clerk2", FAIR, "希望延长中午服务时间。"),
    (0, "clerk", GOOD, ""),
)
ASKED = ("新购天平何时首次检定", "出口文具需要哪些检测", "标准文本到哪里查询", "检测报告多久可取")
OPINION = {
    "kind": "opinion",
    "channel": "visit",
    "title": "大厅等候座椅不足",
    "name": "来访企业代表",
    "content": "上午高峰时没有座位，希望增加座椅和饮水机。",
}
QUESTION = {
    "question": "企业标准自我声明需要哪些材料？",
    "answer": "营业执照、标准文本，登录公共服务平台填报即可。",
}


def add_opinions(registry: Registry, ids: Mapping[str, str]) -> None:
    """Everything through the services; the days of the evaluations are set back, as time passed."""
    for place, (months, person, grade, opinion) in enumerate(SAID):
        with _acting(registry, ids[person]) as request:
            asked = {"kind": "consultation", "channel": "telephone", "name": "来电企业"}
            answered = {"title": ASKED[place % len(ASKED)], "result": "已答复并登记。"}
            case = request.find_service(ICases).settle({**asked, **answered}).id
            request.tm.commit()
        asking = ids["clerk2" if person == "clerk" else "clerk"]  # never who handled it
        with _acting(registry, asking) as request:
            _evaluated(request, request.site.cases[case], months, grade, opinion)
            request.tm.commit()
    with _acting(registry, ids["clerk"]) as request:
        service = request.find_service(ICases)
        case = service.register(OPINION)
        service.make(
            case, "decide", {"outcome": "answered", "result": "采纳，本月增设座椅二十个、饮水机两台。"}
        )
        service.make(case, "deliver", {"signed_by": "电话告知"})
        told = {"subject": "大厅等候座椅不足", "way": "增设座椅二十个、饮水机两台", "result": "已全部到位。"}
        service.make(case, "publish", told)
        service.make(case, "close")
        asked = {
            "kind": "consultation",
            "channel": "telephone",
            "title": "企业标准自我声明",
            "name": "林先生",
        }
        case = service.settle({**asked, "result": QUESTION["answer"]})
        kept = request.find_service(IKnownAnswers).keep(case, QUESTION).id
        request.tm.commit()
    with _acting(registry, ids["head"]) as request:
        request.find_service(IKnownAnswers).publish(request.site.answers[kept])
        request.tm.commit()


def _evaluated(request: Any, case: Case, months: int, grade: str, opinion: str) -> None:
    given = {name: grade for name in QUESTIONS if name not in TECHNICAL}
    given |= {SOLVED: "no" if grade == BAD else "yes", "opinion": opinion}
    evaluation, clock = (
        request.find_service(IEvaluations).give(case, "telephone", given),
        request.find_service(IClock),
    )
    for _month in range(months):
        first = clock.local(evaluation.at).replace(day=1, hour=12)
        evaluation.at = (first - timedelta(days=9)).astimezone(UTC)
    evaluation.month = clock.local(evaluation.at).strftime("%Y-%m")


def _acting(registry: Registry, person: str) -> Any:
    return work(registry, Actor(person, way="command"))

"""Two special tasks from above: one under way with an item that is overdue and was chased, one finished."""

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.earlier import at
from onestop_records.interfaces import IClock, ISettings, ISpecialTasks, IStorage

AUTHORITY = "宁波市市场监督管理局"
VISITS = {
    "title": "“质量月”走访服务企业专项工作",
    "source": AUTHORITY,
    "document_number": "甬市监质〔2026〕61号",
    "content": "组织质量月宣传，走访文具企业二十家，汇总质量需求并上报。",
}
SURVEY = {
    "title": "文具产品抽检不合格情况摸底",
    "source": AUTHORITY,
    "document_number": "甬市监检〔2026〕37号",
    "content": "摸底上年度监督抽检不合格企业的整改情况。",
}
LETTER = "关于开展专项工作的通知\n\n请按要求组织落实，按期报送结果。\n"


class Story:
    """A task being led through its weeks; ``at`` steps are made so many days ago by somebody."""

    def __init__(self, registry: Registry, ids: Mapping[str, str]) -> None:
        self.registry = registry
        self.ids = ids
        with at(registry, ids["manager"]) as request:
            self.today = request.find_service(IClock).today()
        self.task = ""

    def _day(self, who: str, ago: int) -> AbstractContextManager[Any]:
        return at(self.registry, self.ids[who], timedelta(days=ago))

    def register(self, values: Mapping[str, Any], ago: int, term: int) -> None:
        """By the archivist, with the letter."""
        with self._day("archivist", ago) as request:
            letter = _file(request, "来文.txt", LETTER)
            told = {**values, "term": self.day(term), "document_date": self.day(-ago - 1)}
            self.task = request.find_service(ISpecialTasks).register(told, [letter]).id

    def step(self, who: str, ago: int, name: str, **values: Any) -> None:
        with self._day(who, ago) as request:
            request.find_service(ISpecialTasks).make(request.site.specialtasks[self.task], name, values)

    def item(self, who: str, ago: int, number: int, name: str, proof: str = "", **values: Any) -> None:
        with self._day(who, ago) as request:
            found = request.site.specialtasks[self.task][str(number)]
            files = [_file(request, "佐证.txt", proof)] if proof else []
            request.find_service(ISpecialTasks).make_item(found, name, values, files)

    def day(self, ahead: int) -> date:
        return self.today + timedelta(days=ahead)


def add_specialtasks(registry: Registry, ids: Mapping[str, str]) -> None:
    """Both of them."""
    story = Story(registry, ids)
    story.register(VISITS, 20, 10)
    story.step("manager", 19, "divide", title="走访企业二十家，登记质量需求", unit="QYB", due=story.day(-3))
    story.step("manager", 19, "divide-more", title="汇总需求，起草上报材料", unit="BGS", due=story.day(7))
    story.item("head", 18, 1, "assign", person=ids["clerk"])
    story.item("manager", 18, 2, "assign", person=ids["archivist"])
    story.item("clerk", 12, 1, "progress", percent=40, text="已走访八家，登记需求十一项。")
    story.item("archivist", 5, 2, "progress", percent=20, text="拟定汇总表式样。")
    story.item("clerk", 4, 1, "progress", percent=70, text="已走访十四家，其余六家停产检修。")
    cause = "六家企业停产检修，已改约；请尽快走访完毕并补报进度。"
    story.item("head", 1, 1, "chase", reason=cause)
    story.register(SURVEY, 40, -8)
    story.step("manager", 39, "divide", title="联系不合格企业，核对整改情况", unit="QYB", due=story.day(-15))
    story.item("head", 38, 1, "assign", person=ids["staff"])
    story.item("staff", 30, 1, "progress", percent=60, text="五家已核对三家。")
    done = "五家企业均已整改，复检合格四家，停产一家。"
    story.item("staff", 20, 1, "finish", proof=f"核对记录\n{done}\n", text=done)
    story.item("manager", 19, 1, "accept")
    story.step("manager", 18, "report", text=f"{done}核对记录随文报送。")
    story.step("manager", 10, "close")


def _file(request: Any, name: str, text: str) -> Any:
    limit = request.find_service(ISettings).upload_limit
    return request.find_service(IStorage).receive(io.BytesIO(text.encode()), name, limit)

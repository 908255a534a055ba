"""Appraisal under way in the demonstration: a hold, a batch to approve, another to appraise."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import IAppraisal, IDisposals, IHolds
from onestop_records.models.disposal import Disposal
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.storage.work import work

UNIT = "QYB"
BOOKS, VISITS = "年会员单位通讯录", "年企业来访接待登记"  # in the titles of what is due
NEW = ("2014", "2015")  # years whose books nobody holds
DESTROY = "已有新版，无查考价值"


def dispose(registry: Registry, ids: Mapping[str, str]) -> None:
    """Place a hold over what would be due and open two batches of the rest; ``ids`` by username."""
    _hold(registry, ids["manager"])
    books = _open(registry, ids["archivist"], "2014、2015年会员通讯录到期鉴定", BOOKS, NEW)
    _opine(registry, ids["archivist"], books, DESTROY)
    _opine(registry, ids["head"], books, DESTROY)
    _make(registry, ids["archivist"], books, "propose")
    visits = _open(registry, ids["archivist"], "来访接待登记到期鉴定", VISITS)
    _opine(registry, ids["archivist"], visits, "登记事项均已办结")


def _hold(registry: Registry, manager: str) -> None:
    """One dispute over what would be due."""
    values = {
        "title": "展位租赁费纠纷",
        "reason": "租金与布展时间存在争议，双方已申请调解，往来函件须保全。",
        "mandate": "领导小组〔2026〕调解2号",
        "kind": "filter",
        "question": Question(q="展位租赁", filters={"unit": (UNIT,)}, until="2013"),
    }
    with work(registry, Actor(manager, way="command")) as request:
        request.find_service(IHolds).place(values)
        request.tm.commit()


def _open(registry: Registry, person: str, title: str, words: str, years: Sequence[str] = ()) -> str:
    """Open a batch of the due records with these words in their titles, and begin its appraisal."""

    def wanted(record: Record) -> bool:
        return record.filed and words in record.title and (not years or str(record.year) in years)

    with work(registry, Actor(person, way="command")) as request:
        records = [record.id for record in request.site.records.values() if wanted(record)]
        service = request.find_service(IDisposals)
        batch: Disposal = service.open({"title": title, "unit": UNIT, "records": records})
        service.make(batch, "appraise")
        request.tm.commit()
        return batch.id


def _opine(registry: Registry, person: str, batch: str, reason: str) -> None:
    values: dict[str, Any] = {"decision": "destroy", "reason": reason}
    with work(registry, Actor(person, way="command")) as request:
        request.find_service(IAppraisal).give(request.site.disposals[batch], values)
        request.tm.commit()


def _make(registry: Registry, person: str, batch: str, name: str) -> None:
    with work(registry, Actor(person, way="command")) as request:
        request.find_service(IDisposals).make(request.site.disposals[batch], name)
        request.tm.commit()

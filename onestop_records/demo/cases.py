"""Cases at the windows of the invented association, in several states."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.matters import ENTERPRISES, code_of
from onestop_records.events import Actor
from onestop_records.interfaces import ICases
from onestop_records.storage.work import work

CALLS = (
    ("笔芯耐水性检测由谁受理", "李先生", "由信息管理部联系检测机构，三个工作日内回电安排送样。"),
    ("企业标准自我声明怎样公开", "王女士", "登录企业标准信息公共服务平台填报，所需材料已发至邮箱。"),
    ("商标续展的期限与费用", "沈经理", "到期前十二个月内办理，费用按国家标准，平台不另收费。"),
)


def add_cases(registry: Registry, ids: Mapping[str, str]) -> None:
    """Questions answered at once, and cases that wait for this or that."""
    with _clerk(registry, ids) as request:
        service = request.find_service(ICases)
        for title, name, result in CALLS:
            asked = {"kind": "consultation", "channel": "telephone", "title": title, "name": name}
            service.settle({**asked, "result": result})
        matters = sorted((m for m in request.site.matters.values() if m.materials), key=lambda m: m.code)
        chosen = [matters[place % len(matters)].code for place in range(len(STORIES))]
        for place, (story, matter) in enumerate(zip(STORIES, chosen, strict=True)):
            first, values = ENTERPRISES[place % len(ENTERPRISES)]
            enterprise = {name: values.get(name) for name in ("name", "contact", "phone", "address")}
            case = service.register(
                {
                    "kind": "promised",
                    "channel": "window",
                    "matter": matter,
                    "code": code_of(first),
                    **enterprise,
                }
            )
            story(service, case, ids)
        request.tm.commit()


@contextmanager
def _clerk(registry: Registry, ids: Mapping[str, str]) -> Iterator[Any]:
    with work(registry, Actor(ids["clerk"], way="command")) as request:
        yield request


def _all_there(service: Any, case: Any) -> None:
    rows = [{"number": m.number, "form": "copy"} for m in case.materials if m.required]
    service.make(case, "receive", {"materials": rows})


def _waits(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    """Entered just now."""


def _lacks(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    """The client was told what is missing, all at once."""
    service.make(case, "supplement", {"reason": "材料未齐，请一次补齐。"})


def _runs(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    _all_there(service, case)
    service.make(case, "accept")
    service.make(case, "begin")
    service.make(case, "report", {"text": "已与检测机构约定下周送样。"})


def _referred(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    service.make(case, "refer", {"person": ids["staff2"], "reason": "属信息管理部职责"})


def _declined(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    service.make(case, "decline", {"reason": "申请事项依法由行政机关办理，已告知受理窗口与电话。"})


def _delivered(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    _runs(service, case, ids)
    service.make(case, "decide", {"outcome": "done", "result": "检测报告已出具，一式两份。"})
    service.make(case, "deliver", {"signed_by": case.applicant.contact or case.applicant.name})


def _closed(service: Any, case: Any, ids: Mapping[str, str]) -> None:
    _delivered(service, case, ids)
    service.make(case, "close")


STORIES = (_waits, _lacks, _runs, _referred, _declined, _delivered, _closed, _closed)

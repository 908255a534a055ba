"""Complaints about the invented association: one upheld and closed, one in progress, one not accepted."""

from collections.abc import Mapping
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import IComplaints
from onestop_records.storage.work import work

HERE = "192.0.2.7"  # an address of the documentation (RFC 5737)
SIGNED = {
    "channel": "telephone",
    "unit": "QYB",
    "person": "孙立新",
    "scope": ("attitude",),
    "name": "方女士",
    "telephone": "0574-5550 3301",
    "facts": "上周三下午咨询笔芯检测，窗口人员一边看手机一边答复，追问时很不耐烦。",
    "evidence": "当天取号单",
}
UPHELD: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("accept", {"text": "您的投诉已受理，十五个工作日内答复。"}),
    ("investigate", {}),
    ("decide", {"outcome": "upheld", "reason": "调取当日录像，情况属实。"}),
    ("answer", {"form": "oral", "reason": "已电话答复：情况属实，向您致歉，当事人已批评教育。"}),
    ("talk", {"name": "孙立新", "reason": "已约谈，本人认识到错误，作出书面检讨。"}),
    ("inform", {"reason": "一起服务态度投诉经查属实，已约谈并责令改正。"}),
    ("follow-up", {"grade": "satisfied", "opinion": "处理及时，希望以后不再发生。"}),
    ("close", {}),
)
ANONYMOUS = {
    "unit": "XXB",
    "scope": ("efficiency",),
    "facts": "送检材料交上去十多天没有回音，打电话也问不到进度。",
    "evidence": "",
}
UNTRUE = {
    "channel": "letter",
    "unit": "QYB",
    "scope": ("quality",),
    "facts": "来信反映隔壁商场的商品质量与售后服务。",
    "evidence": "",
}
OUT_OF_SCOPE = {"refusal": "scope", "reason": "所反映事项不属于平台业务范围，请向市场监管部门反映。"}


def add_complaints(registry: Registry, ids: Mapping[str, str]) -> str:
    """Return the code with which the anonymous complainant asks for progress."""
    with _acting(registry, ids["admin"]) as request:
        terms = {"handlers": (ids["manager2"], ids["staff2"]), "leaders": (ids["manager"],)}
        request.find_service(IComplaints).change_terms(terms)
        request.tm.commit()
    with _acting(registry, ids["clerk"]) as request:
        service = request.find_service(IComplaints)
        signed = service.register(SIGNED)[0].id
        letter = service.register(UNTRUE)[0].id
        open_one, code = service.register_publicly(ANONYMOUS, HERE)
        request.tm.commit()
    with _acting(registry, ids["manager2"]) as request:
        service, found = request.find_service(IComplaints), request.site.complaints
        for name, values in UPHELD:
            service.make(found[signed], name, values)
        service.make(found[letter], "refuse", OUT_OF_SCOPE)
        service.make(found[open_one.id], "accept", {"text": "已受理。"})
        service.make(found[open_one.id], "investigate", {})
        asked = {"person": ids["head"], "reason": "请说明该批送检材料的流转经过。"}
        service.make(found[open_one.id], "ask", asked)
        request.tm.commit()
    told: str = code
    return told


def _acting(registry: Registry, person: str) -> Any:
    return work(registry, Actor(person, way="command"))

"""Bad order and bad input on a batch: refused with the rule that forbids it, by its page and by the API."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from onestop_records.interfaces import IAudit, IObjections
from tests import batches as b
from tests.functional.test_hold_stops import Callers
from tests.world import csrf_token

SIGNED = {"password": b.PASSWORD}


def appraising(world):
    batch = b.opened(world, b.put_in(world, 2))
    b.make(world, b.PROPOSER, batch, "appraise")
    return batch


def appraised(world):
    return b.appraised(world, b.put_in(world, 2))


def approved(world):
    return b.approved(world, b.put_in(world, 2))


def checked(world):
    batch = approved(world)
    b.check(world, b.WITNESS, batch)
    return batch


def checked_by_the_unit(world):
    batch = approved(world)
    b.check(world, b.WITNESS_OF_UNIT, batch)
    return batch


def cooled(world):
    batch = approved(world)
    world.clock.forward(days=7)
    return batch


def opposed(world):
    batch = cooled(world)
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        b.check(world, person, batch)
    object_to(world, batch, "staff")
    return batch


def opposed_by_manager(world):
    batch = approved(world)
    object_to(world, batch, "manager2")
    return batch


def object_to(world, batch, person):
    with world.work(person) as request:
        request.find_service(IObjections).raise_(request.site.disposals[batch], "再看")


def executing(world):
    return b.executing(world, b.put_in(world, 2, carrier="paper"))


def purging(world):
    batch = b.executing(world, b.put_in(world, 1))
    b.carry_out(world)
    return batch


@dataclass(frozen=True)
class Forbidden:
    """``person`` tries ``step`` after ``led``; ``rule`` is the field of the violation, ``says`` its words."""

    led: Callable[[Any], str]
    step: str
    person: str
    rule: str
    says: str
    fields: dict[str, Any] = field(default_factory=dict)
    also: str = ""  # a role that the person has besides, so that only the rule stands in the way
    status: int = 422
    recorded: int = 1  # entries of the trail: a rule leaves one, a form that is wrong none


CASES = {
    "approving what one proposed": Forbidden(
        appraised, "approve", "archivist", "approver", "不得审批", also="manager"
    ),
    "approving what one appraised": Forbidden(
        appraised, "approve", "head", "approver", "不得审批", also="manager"
    ),
    "rejecting what one proposed": Forbidden(
        appraised, "reject", "archivist", "approver", "不得审批", {"reason": "x"}, "manager"
    ),
    "one witness twice": Forbidden(checked, "check", b.WITNESS, "witness", "不能是同一人", SIGNED),
    "two witnesses of one side": Forbidden(
        checked_by_the_unit, "check", "head", "witness", "该方已有监销人", SIGNED
    ),
    "the proposer as a witness": Forbidden(approved, "check", "archivist", "witness", "提出人不得", SIGNED),
    "the approver as a witness": Forbidden(approved, "check", "manager", "witness", "批准人不得", SIGNED),
    "a stranger as a witness": Forbidden(approved, "check", "manager2", "witness", "监销人由", SIGNED),
    "executing before it has cooled off": Forbidden(checked, "execute", "archivist", "cooling_off", "冷静期"),
    "executing without witnesses": Forbidden(cooled, "execute", "archivist", "witness", "监销人"),
    "executing in spite of an objection": Forbidden(opposed, "execute", "archivist", "objections", "异议"),
    "executing before the approval": Forbidden(
        appraised, "execute", "archivist", "state", "状态", status=409
    ),
    "proposing before all have given an opinion": Forbidden(
        appraising, "propose", "archivist", "rows", "缺少"
    ),
    "deciding on one's own objection": Forbidden(
        opposed_by_manager,
        "decide",
        "manager2",
        "objections",
        "异议",
        {"number": 1, "upheld": False, "reason": "x"},
    ),
    "an opinion of neither side": Forbidden(
        appraising, "opine", "manager", "appraiser", "鉴定", {"decision": "destroy"}
    ),
    "extending into the past": Forbidden(
        appraising,
        "opine",
        "head",
        "until",
        "今后的哪一天",
        {"decision": "extend", "until": "2020-01-01", "reason": "x"},
        recorded=0,
    ),
    "a row that is not there": Forbidden(
        appraising, "opine", "head", "rows", "没有序号", {"decision": "destroy", "rows": [99]}, recorded=0
    ),
    "refusing rows without a reason": Forbidden(
        appraised, "approve", "manager", "reason", "说明", {"rows": [1]}, recorded=0
    ),
    "cancelling without a reason": Forbidden(
        approved, "cancel", "manager", "reason", "理由|原因", {"reason": ""}
    ),
    "cancelling what is executed": Forbidden(
        executing, "cancel", "manager", "state", "状态", {"reason": "x"}, status=409
    ),
    "signing before the destruction": Forbidden(
        checked, "sign", b.WITNESS, "state", "状态", SIGNED, status=409
    ),
    "signing by who has not checked": Forbidden(purging, "sign", "head", "witness", "核对过", SIGNED),
    "marking paper by who is no witness": Forbidden(
        executing, "mark-paper", "head", "witness", "核对过", {"method": "m", "time": "t", "place": "p"}
    ),
    "marking paper without saying how": Forbidden(
        executing, "mark-paper", b.WITNESS, "method", "销毁", {"time": "t", "place": "p"}, recorded=0
    ),
}


def told(answer, way):
    """Pairs (rule, words) through the API; words alone on a page."""
    if way == "api":
        return [(v["field"], v["message"]) for v in answer.json["violations"]]
    return [("", element.text) for element in answer.html.select("#violations li")]


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_forbidden_is_refused_with_its_rule(world, case, way):
    forbidden = CASES[case]
    if forbidden.also:
        with world.work("admin") as request:
            request.site.people[forbidden.person].roles |= {forbidden.also}
    b.set_passwords(world)
    batch = forbidden.led(world)
    before = b.state(world, batch), b.rows(world, batch)
    caller = Callers(world, way)
    answer = caller.step("disposals", batch, forbidden.step, forbidden.person, forbidden.fields)
    assert answer.status_int == forbidden.status, answer.text
    found = [words for rule, words in told(answer, way) if way == "page" or rule == forbidden.rule]
    assert any(re.search(forbidden.says, words) for words in found), told(answer, way)
    assert (b.state(world, batch), b.rows(world, batch)) == before
    if forbidden.status == 422:
        assert refusals(world, forbidden.person) == forbidden.recorded


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_batch_with_what_is_not_due_is_refused(world, way):
    """Permanent, not due yet, not on file: the page offers what is due and takes nothing else."""
    undue = [
        *b.put_in(world, 1, retention_due=None),
        *b.put_in(world, 1, retention_due=date(2100, 1, 1)),
        *b.put_in(world, 1, state="accepted"),
    ]
    world.index()
    if way == "page":
        browser = world.browser("archivist")
        values = {"csrf_token": csrf_token(browser), "title": "t", "unit": "QYB"}
        answer = browser.post("/disposals/add", values, status=422)
        assert "没有符合条件的到期档案" in answer.text
    else:
        caller = Callers(world, way)
        values = {"title": "t", "unit": "QYB", "records": undue + b.put_in(world, 1)}
        answer = caller.post("/disposals", "archivist", values)
        words = [violation["message"] for violation in answer.json["violations"]]
        assert len(words) == 3 and "永久" in words[0] and "2100-01-01" in words[1]
    with world.work() as request:
        assert not list(request.site.disposals.values())


def refusals(world, person):
    """How many refused acts the trail tells of a person, once their minute is over."""
    world.clock.forward(minutes=2)
    world.index()
    with world.work("auditor") as request:
        entries = request.find_service(IAudit).entries(person)
        return sum(entry.act == "act-refused" for entry in entries)

"""Cases led as far as their clients may say what they think of them, and what they say."""

from onestop_records.interfaces import ICases, IEvaluations
from onestop_records.models.evaluation import GRADES, QUESTIONS, SOLVED, TECHNICAL
from tests.world import World

ASKED = {
    "kind": "consultation",
    "channel": "window",
    "title": "计量检定怎么办理",
    "content": "新购两台天平",
    "name": "宁波某文具厂",
    "phone": "0574-87654321",
}


def delivered(world: World, closed: bool = False, by: str = "clerk", **values) -> str:
    """A question that was answered; the id of its case."""
    with world.work(by) as request:
        cases = request.find_service(ICases)
        case = cases.register({**ASKED, **values})
        cases.make(case, "decide", {"outcome": "answered", "result": "请到二号窗口办理"})
        cases.make(case, "deliver", {"signed_by": ""})
        if closed:
            cases.make(case, "close")
        return case.id


def answers(
    grade: str = "satisfied", solved: str = "yes", technical: bool = True, **values
) -> dict[str, str]:
    """The form filled in with one grade throughout."""
    assert grade in GRADES
    asked = [q for q in QUESTIONS if technical or q not in TECHNICAL]
    return {**dict.fromkeys(asked, grade), SOLVED: solved, **values}


def invited(world: World, case_id: str, by: str = "clerk") -> str:
    """The secret of a fresh invitation."""
    with world.work(by) as request:
        return request.find_service(IEvaluations).invite(request.site.cases[case_id])[0]


def told(
    world: World, case_id: str, channel: str = "telephone", by: str = "clerk2", files=(), **values
) -> None:
    """Somebody writes down what the client says."""
    with world.work(by) as request:
        service = request.find_service(IEvaluations)
        service.give(request.site.cases[case_id], channel, answers(**values), files)

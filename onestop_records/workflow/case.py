"""Service cases as one table (casework, *Cases*; N chapters 4 to 7, C10, C15, S6, S7).

Who may make a step is said by role, permission and a guard: whoever handles the case, the colleague they
entrust, and the deputy of who is away. Steps without a target leave the state as it is.
"""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.absence import stands_in_for
from onestop_records.models.case import ANSWERED, Case
from onestop_records.permissions import Permission
from onestop_records.workflow.casepart import evaluation_asked, part_made, parts_over
from onestop_records.workflow.fair import fair, fair_taker
from onestop_records.workflow.process import WORKER, Guard, Making, Process, Step, reasoned

HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))
REVIEWERS = ("role:head", "role:manager")
WORKING = ("accepted", "in-progress")
BEFORE_RESULT = ("received", "supplement", *WORKING)
OPEN = (*BEFORE_RESULT, "returned", "referred", "decided", "delivered", "evaluated")
TAKEN = (*WORKING, "supplement", "returned", "decided", "delivered", "evaluated")
ACT, REVIEW = Permission.CASE_ACT, Permission.CASE_REVIEW


def acts_for(case: Case, making: Making) -> frozenset[str]:
    """Ids of the people for whom the actor acts: themselves and whose deputy they are today."""
    person = making.site.people.get(making.person)
    if person is None:
        return frozenset({making.person})
    return frozenset({person.id, *stands_in_for(making.site.people, person, making.today)})


def handles(case: Case, making: Making) -> Iterator[Violation]:
    """Only who answers for the case acts in it, or whom they entrust (N chapter 4)."""
    if not making.system and not acts_for(case, making) & {case.handler, case.entrusted}:
        yield Violation("handler", _("Only who handles this case may do this"))


def asked(case: Case, making: Making) -> Iterator[Violation]:
    """Who is asked to take over confirms it themselves."""
    if case.offer is None:
        yield Violation("offer", _("Nobody is asked to take this case over"))
    elif case.offer.to not in acts_for(case, making):
        yield Violation("offer", _("Somebody else is asked to take this case over"))


def concerned(case: Case, making: Making) -> Iterator[Violation]:
    """Who is asked may refuse, who asks may think better of it."""
    if case.offer is None:
        yield Violation("offer", _("Nobody is asked to take this case over"))
    elif not acts_for(case, making) & {case.offer.to, case.handler}:
        yield Violation("offer", _("Somebody else is asked to take this case over"))


def unoffered(case: Case, making: Making) -> Iterator[Violation]:
    """One person at a time is asked."""
    if case.offer is not None:
        yield Violation("offer", _("Somebody is asked already to take this case over"))


def complete(case: Case, making: Making) -> Iterator[Violation]:
    """What is accepted has all its materials, each as it should be (N chapter 5)."""
    for material in case.gaps:
        yield Violation("materials", _("Still missing or wrong: ${name}", mapping={"name": material.name}))


def not_accepted(case: Case, making: Making) -> Iterator[Violation]:
    """Accepted once: the limit runs from the first acceptance notice."""
    if case.moved("accept") is not None:
        yield Violation("state", _("It has been accepted already: go on with it"))


def was_accepted(case: Case, making: Making) -> Iterator[Violation]:
    """Only what was accepted before goes on without an acceptance."""
    if case.moved("accept") is None and case.kind not in ANSWERED:
        yield Violation("state", _("It has not been accepted yet"))


def lacking(case: Case, making: Making) -> Iterator[Violation]:
    """A one-time notice names what is missing or wrong, from the matter's list and nothing else."""
    if not case.gaps:
        yield Violation("materials", _("Nothing is missing: there is nothing to ask for"))


def decidable(case: Case, making: Making) -> Iterator[Violation]:
    """What is applied for is accepted before it is decided; a question is answered at once."""
    if case.state == "received" and case.kind not in ANSWERED:
        yield Violation("state", _("It has not been accepted yet"))
    yield from fair(case, making)


def of_opinion(case: Case, making: Making) -> Iterator[Violation]:
    """What is published is what came of an opinion (S8.1.1)."""
    if case.kind != "opinion":
        yield Violation("kind", _("Only of an opinion the improvement is published"))


def has_result(case: Case, making: Making) -> Iterator[Violation]:
    """No case closes without a result; that of an opinion is published (S8.1.1)."""
    if not case.outcome or not case.result.strip():
        yield Violation("result", _("No case is closed without a result"))
    if case.kind == "opinion" and case.outcome in ("answered", "done") and not case.improvements:
        yield Violation("improvement", _("Publish first how it is improved, and the result"))


def reviewed(case: Case, making: Making) -> Iterator[Violation]:
    """Every refusal, return and non-acceptance is reviewed (否定备案, S7.2)."""
    if case.unreviewed:
        yield Violation("review", _("A refusal or return has not been reviewed yet"))


def given_back(case: Case, making: Making) -> Iterator[Violation]:
    """Originals go back to the client against a signature (S7.3.2)."""
    for material in case.materials:
        if material.owed:
            message = _("The original has not been given back: ${name}", mapping={"name": material.name})
            yield Violation("materials", message)


def impartial(case: Case, making: Making) -> Iterator[Violation]:
    """Nobody reviews their own refusal; the head reviews those of the own unit, managers all."""
    waiting = case.unreviewed
    if not waiting:
        yield Violation("review", _("There is no refusal to be reviewed"))
    elif making.person == waiting[0].by:
        yield Violation("review", _("Nobody reviews their own refusal"))
    person = making.site.people.get(making.person)
    if person is not None and "manager" not in person.roles and case.unit not in person.units(making.today):
        yield Violation("review", _("The head of the unit or a manager reviews it"))


def by_client(case: Case, making: Making) -> Iterator[Violation]:
    """Nobody says for a client how satisfied they are: the form of S appendix C does."""
    if not making.system:
        yield Violation("satisfaction", _("The client says it through the form of the evaluation"))


def superior(case: Case, making: Making) -> Iterator[Violation]:
    """The head of the unit or a manager chases it."""
    person = making.site.people.get(making.person)
    if person is not None and "manager" not in person.roles and case.unit not in person.units(making.today):
        yield Violation("unit", _("The head of the unit or a manager does this"))


def _act(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    return Step(name, sources, target, HOUSE, ACT, guards)


PROCESS = Process(
    name="case",
    initial="received",
    states=(
        "received",
        "accepted",
        "supplement",
        "returned",
        "referred",
        "in-progress",
        "decided",
        "delivered",
        "evaluated",
        "closed",
        "archived",
    ),
    steps=(
        _act("receive", BEFORE_RESULT, "", handles),
        _act("accept", ("received", "supplement"), "accepted", handles, not_accepted, complete),
        _act("supplement", BEFORE_RESULT, "supplement", handles, lacking),
        _act("resume", ("supplement",), "in-progress", handles, was_accepted, complete),
        _act(
            "decline",
            ("received", "supplement"),
            "returned",
            handles,
            not_accepted,
            fair,
            parts_over,
            reasoned,
        ),
        _act("return", BEFORE_RESULT, "returned", handles, fair, parts_over, reasoned),
        _act("refer", ("received",), "referred", handles, unoffered, reasoned),
        _act("take", ("referred",), "received", asked, fair_taker),
        _act("refuse-referral", ("referred",), "received", concerned, reasoned),
        _act("hand-on", TAKEN, "", handles, unoffered, reasoned),
        _act("take-over", TAKEN, "", asked, fair_taker),
        _act("refuse-handing", TAKEN, "", concerned, reasoned),
        _act("entrust", OPEN, "", handles, fair, reasoned),
        _act("report", OPEN, "", handles),
        _act("begin", ("accepted",), "in-progress", handles),
        _act("decide", ("received", *WORKING), "decided", handles, decidable, part_made, parts_over),
        _act("deliver", ("decided",), "delivered", handles),
        _act("give-back", OPEN, "", handles),
        _act("fee", OPEN, "", handles),
        _act("mark", OPEN, "", handles),
        _act("needs", OPEN, "", handles),
        _act("refer-to", OPEN, "", handles),
        _act("notice", OPEN, "", handles),
        _act("publish", OPEN, "", handles, of_opinion),
        Step("review", OPEN, "", REVIEWERS, REVIEW, (impartial,)),
        Step("overturn", ("returned",), "received", REVIEWERS, REVIEW, (impartial, reasoned)),
        Step("reopen", ("decided", "delivered"), "in-progress", REVIEWERS, REVIEW, (impartial, reasoned)),
        Step("chase", OPEN, "", REVIEWERS, REVIEW, (superior, reasoned)),
        _act("evaluate", ("delivered",), "evaluated", by_client),
        _act(
            "close",
            ("returned", "delivered", "evaluated"),
            "closed",
            handles,
            unoffered,
            has_result,
            reviewed,
            given_back,
            evaluation_asked,
        ),
        Step("archive", ("closed",), "archived", (WORKER,)),
    ),
)

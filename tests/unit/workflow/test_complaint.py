"""The table of complaints: every step from every state by every role, and each rule that hinders it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onestop_records.errors import Conflict, Missing, Refused, Violations
from onestop_records.events import Actor
from onestop_records.interfaces import IComplaints, IPosts
from onestop_records.models.complaint import Attested, Complaint, Errand, Report, Review, Talk
from onestop_records.models.complaintwords import ACTS, STATES, STEPS
from onestop_records.models.person import Appointment
from onestop_records.permissions import Permission
from onestop_records.security.complaint import GRANTS, ROLES
from onestop_records.services.complaintacts import EFFECTS
from onestop_records.storage.work import work
from onestop_records.workflow.complaint import PROCESS
from onestop_records.workflow.process import WORKER, Making
from schemas.complaint import STEPS as FORMS
from tests import complaints as c
from tests.world import PEOPLE, World

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
EARLY = "registered accepted investigating"
OPEN = f"{EARLY} not-accepted decided answered followed-up"
# step: (role in the complaint, states it starts from, where it leads, what may hinder it); written by hand.
TABLE = {
    "attest": ("handler", "registered", "", "impartial oral"),
    "identify": ("handler", EARLY, "", "impartial"),
    "material": ("handler", OPEN, "", "impartial"),
    "inform": ("handler", OPEN, "", "impartial reasoned"),
    "assign": ("handler", OPEN, "", "impartial reasoned"),
    "help": ("handler", OPEN, "", "impartial"),
    "join": ("deputy", OPEN, "", "impartial"),
    "settle": ("handler", "registered", "answered", "impartial attested simple"),
    "accept": ("handler", "registered", "accepted", "impartial attested grave_reported"),
    "refuse": ("handler", "registered", "not-accepted", "impartial reasoned attested grave_reported"),
    "review": ("leader", "not-accepted", "", "impartial"),
    "reopen": ("leader", "not-accepted", "registered", "impartial reasoned"),
    "investigate": ("handler", "accepted", "investigating", "impartial"),
    "ask": ("handler", "accepted investigating", "investigating", "impartial reasoned"),
    "report-back": ("asked", "investigating", "", "reasoned"),
    "decide": ("handler", "accepted investigating", "decided", "impartial reasoned returned"),
    "answer": ("handler", "decided", "answered", "impartial reasoned"),
    "talk": ("handler", "decided answered followed-up", "", "impartial reasoned"),
    "follow-up": ("handler", "answered", "followed-up", "impartial signed"),
    "close": (
        "handler",
        "not-accepted answered followed-up",
        "closed",
        "impartial followed_up talked grave_reported reviewed",
    ),
    "archive": ("", "closed", "archived", ""),
}
STEPS_OF_PEOPLE = [name for name in TABLE if name != "archive"]
PERMISSION = {
    "handler": Permission.COMPLAINT_HANDLE,
    "leader": Permission.COMPLAINT_REVIEW,
    "asked": Permission.COMPLAINT_REPORT_BACK,
    "deputy": Permission.COMPLAINT_JOIN,
}
# Who is what in the complaint that the house of these tests has; everybody else is nothing in it.
PARTS = {"handler": "clerk2", "leader": "manager2", "asked": "staff2", "deputy": "archivist2"}


def complaint(state="registered", **values):
    """One that nothing stands against."""
    found = Complaint("c", NOW)
    found.state, found.channel, found.signed = state, "telephone", False
    for name, value in values.items():
        setattr(found, name, value)
    return found


def test_the_table_is_whole():
    assert {step.name for step in PROCESS.steps} == set(TABLE)
    assert set(PERMISSION) == set(ROLES)
    used = {source for __, sources, target, __ in TABLE.values() for source in (*sources.split(), target)}
    assert used - {""} == set(PROCESS.states)


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_leads_from_its_states_alone_to_its_target(name, state):
    __, sources, target, __ = TABLE[name]
    if state in sources.split():
        PROCESS.check_state(complaint(state), name)
        assert PROCESS.by_name[name].target == target
    else:
        with pytest.raises(Conflict):
            PROCESS.check_state(complaint(state), name)


@pytest.mark.parametrize(
    "role", sorted(ROLES | {"staff", "clerk", "archivist", "head", "manager", "auditor"})
)
@pytest.mark.parametrize("state", PROCESS.states)
def test_in_each_state_each_role_is_offered_its_steps_and_no_other(state, role):
    wanted = {name for name, (who, at, *__) in TABLE.items() if who == role and state in at.split()}
    assert set(PROCESS.allowed(complaint(state), frozenset({role}))) == wanted


@pytest.mark.parametrize("name", TABLE)
def test_each_step_has_its_permission_and_is_hindered_by_its_rules_alone(name):
    role, __, __, guards = TABLE[name]
    step = PROCESS.by_name[name]
    assert [guard.__name__ for guard in step.guards] == guards.split()
    if role:
        assert step.permission == PERMISSION[role] and GRANTS[step.permission] == {role}
    else:
        assert step.who == (WORKER,)


def test_every_step_has_its_act_its_form_and_its_words():
    assert set(EFFECTS) == set(STEPS_OF_PEOPLE) == set(FORMS)
    assert set(ACTS) | {"report-back", "review", "reopen"} >= set(STEPS_OF_PEOPLE)
    assert set(STEPS) >= set(TABLE) and set(STATES) == set(PROCESS.states)


# rule: (a complaint that it hinders, what is said against it, one that it lets go on).
GRAVE, TOLD = {"grave": True}, Report("grave", "一起", ("manager2",), "clerk2", NOW)
RESULT = Report("result", "属实", ("manager2",), "clerk2", NOW)
READ = {"attested": Attested("岳不群", "clerk2", NOW)}
VISIT = {"signed": True, "channel": "visit"}
ERRAND = Errand(1, "staff2", "当天谁在窗口？", "clerk2", NOW)
BACK = replace(ERRAND, report="是他", reported_at=NOW)
TALK = Talk("clerk", "已约谈", "clerk2", NOW)
UPHELD = {"outcome": "upheld", "talks": (TALK,), "reports": (RESULT,)}
DECLINED = {"state": "not-accepted", "leaders": ("manager2",)}
RULES = {
    "attested": (VISIT, "attested", VISIT | READ),
    "attested when grave": ({"signed": True, **GRAVE}, "attested", {"channel": "letter", **GRAVE}),
    "oral": ({"channel": "letter"}, "attested", {"channel": "visit"}),
    "simple": (GRAVE, "grave", {}),
    "grave_reported": (GRAVE, "grave", {**GRAVE, "reports": (TOLD,)}),
    "grave_reported by another report": ({**GRAVE, "reports": (RESULT,)}, "grave", {}),
    "returned": ({"errands": (ERRAND,)}, "errands", {"errands": (BACK,)}),
    "signed": ({}, "signed", {"signed": True}),
    "followed_up": ({"signed": True, "state": "answered"}, "follow_up", {"state": "answered"}),
    "talked": ({**UPHELD, "talks": ()}, "talk", UPHELD),
    "talked, leaders told": ({**UPHELD, "reports": (TOLD,)}, "report", UPHELD),
    "talked, in part": ({**UPHELD, "outcome": "partly", "talks": ()}, "talk", {"outcome": "not-upheld"}),
    "reviewed": (DECLINED, "review", {**DECLINED, "review": Review(True, "", "manager2", NOW)}),
    "reviewed by nobody": (DECLINED, "review", {"state": "not-accepted"}),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_hinders_what_it_says_and_nothing_else(rule):
    wrong, field, right = RULES[rule]
    guards = {guard.__name__: guard for step in PROCESS.steps for guard in step.guards}
    guard = guards[rule.partition(" ")[0].rstrip(",")]
    making = Making(None, "clerk2", NOW, NOW.date(), "经查")
    assert [violation.field for violation in guard(complaint(**wrong), making)] == [field]
    assert list(guard(complaint(**right), making)) == []


def test_every_rule_of_the_table_is_tried():
    named = {guard for __, __, __, guards in TABLE.values() for guard in guards.split()}
    tried = {rule.partition(" ")[0].rstrip(",") for rule in RULES}
    assert named - tried == {"impartial", "reasoned"}  # the first below, the other here
    reasoned = PROCESS.by_name["inform"].guards[1]
    assert [v.field for v in reasoned(complaint(), Making(None, "a", NOW, NOW.date(), "  "))] == ["reason"]
    assert list(reasoned(complaint(), Making(None, "a", NOW, NOW.date(), "经查"))) == []


@pytest.fixture(scope="module")
def house(registry, base, tmp_path_factory):
    """A complaint against clerk in which each of ``PARTS`` has a part, and whose state a test sets."""
    world = World(registry, base, tmp_path_factory.mktemp("matrix") / "instance")
    c.furnish(world)
    found = c.register(world, by="clerk2")
    with world.work("clerk2") as request:
        request.site.complaints[found].leaders = (PARTS["leader"],)
        request.site.complaints[found].errands = (ERRAND,)
        handler = request.site.people[PARTS["handler"]]
        handler.appointments = (Appointment("QYB", "post", date(2020, 1, 1), None, PARTS["deputy"]),)
        request.find_service(IPosts).away(handler, world.clock.today(), None, "出差")
    yield world, found
    world.close()


def looking(world, person):
    """Somebody's request, of which nothing is kept."""
    return work(world.registry, Actor(person, "127.0.0.1", "page"))


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_in_each_state_each_person_may_make_the_steps_of_their_part_and_no_other(house, state, person):
    world, complaint_id = house
    role = next((role for role, who in PARTS.items() if who == person), "")
    with looking(world, person) as request:
        found = request.site.complaints[complaint_id]
        found.state = state
        service = request.find_service(IComplaints)
        assert service.roles(found) == ({role} if role else set())
        wanted = {
            name for name, (who, at, *__) in TABLE.items() if role and who == role and state in at.split()
        }
        permitted = {
            name
            for name in STEPS_OF_PEOPLE
            if request.has_permission(PROCESS.by_name[name].permission, found)
            and name in PROCESS.allowed(found, service.roles(found))
        }
        assert permitted == wanted
        assert set(service.steps(found)) <= wanted
        for name in STEPS_OF_PEOPLE:
            if state not in TABLE[name][1].split():
                with pytest.raises(Conflict):
                    service.make(found, name, {"reason": "经查"})
        with pytest.raises(Missing):
            service.make(found, "archive", {})


@pytest.mark.parametrize("name", [name for name in STEPS_OF_PEOPLE if "impartial" in TABLE[name][3]])
@pytest.mark.parametrize("person", ["clerk", "staff"])
def test_n33_1_no_step_is_made_by_whom_it_is_about_or_by_who_stands_under_them(house, name, person):
    """``staff`` stands under ``head``; both are complained of in turn."""
    world, complaint_id = house
    with looking(world, person) as request:
        found = request.site.complaints[complaint_id]
        found.state = TABLE[name][1].split()[0]
        found.complained = ("clerk",) if person == "clerk" else ("head",)
        found.handler = person
        with pytest.raises((Refused, Violations)) as caught:
            request.find_service(IComplaints).make(found, name, {"reason": "经查"})
        assert "handler" in {violation.field for violation in caught.value.violations}

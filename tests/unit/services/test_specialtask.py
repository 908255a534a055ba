"""Special tasks (专项工作, S9.6.1, S9.6.2): registered, divided, reported on, chased, archived."""

from datetime import date

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import (
    ICapture,
    IDeadlines,
    IFiling,
    INotices,
    IPosts,
    IResponsibilities,
    ISpecialTasks,
    IWork,
)
from onestop_records.models.person import Appointment
from onestop_records.workflow.specialtask import ITEMS
from tests import specialtasks as special


def states(world, task_id):
    return special.seen(world, task_id, lambda task: (task.state, [item.state for item in task.items]))


def waits(world, person):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [str(one.task) for one in found if one.kind in ("specialtask", "specialitem")]


def notices(world, person):
    with world.work(person) as request:
        return [str(n.subject) for n in request.find_service(INotices).of(request.site.people[person])]


def ring(world):
    with world.work("admin") as request:
        while request.find_service(IDeadlines).run():
            pass


def test_s9_6_1_every_task_from_above_is_registered_in_one_series_of_numbers(world):
    found = [special.registered(world, by) for by in ("archivist", "head", "manager")]
    numbers = [special.seen(world, each, lambda task: task.number) for each in found]
    assert numbers == ["ZX2026-001", "ZX2026-002", "ZX2026-003"]


def test_the_letter_stands_in_its_file(world):
    task_id = special.registered(world)

    def read(task):
        site = task.__parent__.__parent__
        volume = site.records[task.file]
        return volume.type, volume.get("document_number"), [site.records[i].title for i in volume.items]

    assert special.seen(world, task_id, read) == (
        "task_file",
        "甬市监质〔2026〕88号",
        ["来文 甬市监质〔2026〕88号"],
    )


def test_what_must_be_known_is_asked_for_all_at_once(world):
    with world.work("archivist") as request, pytest.raises(Violations) as wrong:
        request.find_service(ISpecialTasks).register({"title": " ", "source": ""})
    assert {v.field for v in wrong.value.violations} == {"title", "source"}


def test_a_term_in_the_past_is_refused(world):
    with pytest.raises(Violations):
        special.registered(world, term=date(2026, 11, 20))


def test_without_a_term_the_usual_limit_runs(world):
    task_id = special.registered(world, term=None)
    assert special.seen(world, task_id, lambda task: task.due.date()) == date(2026, 12, 7)  # 10 working days
    assert special.seen(world, task_id, lambda task: task.clock.limit.rule) == "S9.6"


def test_s9_6_1_a_manager_divides_it_among_units_and_the_head_answers_first(world):
    task_id = special.registered(world)
    assert waits(world, "manager") == waits(world, "manager2") != []
    special.make(world, "manager", task_id, "divide", title="走访企业", unit="QYB", due=date(2026, 12, 4))
    assert states(world, task_id) == ("divided", ["given"])
    assert special.seen(world, task_id, lambda task: task.items[0].handler) == "head"
    assert special.seen(world, task_id, lambda task: task.handler) == "manager"
    assert waits(world, "head") == ["Special task: name who does it"] and waits(world, "manager") == []
    assert "Your unit has an item of a special task" in notices(world, "head")


def test_a_unit_without_a_head_has_a_manager_answering(world):
    task_id = special.divided(world, "XXB")
    assert special.seen(world, task_id, lambda task: task.items[0].handler) in ("manager", "manager2")


def test_s9_6_1_no_item_ends_after_the_term_of_its_task(world):
    task_id = special.registered(world)
    with pytest.raises(Violations):
        special.make(world, "manager", task_id, "divide", title="一", unit="QYB", due=date(2026, 12, 12))
    special.make(world, "manager", task_id, "divide", title="一", unit="QYB", due=special.TERM)
    short = special.registered(world, term=date(2026, 11, 25))
    special.make(world, "manager", short, "divide", title="一", unit="QYB")  # the usual limit is longer
    assert special.seen(world, short, lambda task: task.items[0].due <= task.due)


def test_an_item_wants_words_a_unit_and_a_day_to_come(world):
    task_id = special.registered(world)
    for values in (
        {"title": "", "unit": "QYB"},
        {"title": "一", "unit": "没有"},
        {"title": "一", "unit": "QYB", "due": date(2026, 11, 22)},
    ):
        with pytest.raises(Violations):
            special.make(world, "manager", task_id, "divide", **values)


def test_s9_6_1_the_head_names_somebody_of_the_unit(world):
    task_id = special.divided(world)
    with pytest.raises(Violations):
        special.item(world, "head", task_id, "assign", person="staff2")  # of another unit
    with pytest.raises(Refused):
        special.item(world, "clerk", task_id, "assign", person="clerk")
    special.item(world, "head", task_id, "assign", person="clerk")
    assert waits(world, "clerk") == ["Special task: do and report"] and waits(world, "head") == []
    assert "You have an item of a special task" in notices(world, "clerk")


def test_who_has_an_item_may_read_its_file_and_others_may_not(world):
    task_id = special.divided(world, "XXB")
    special.item(world, "manager", task_id, "assign", person="staff2")
    with world.work("staff2") as request:
        assert request.knows(request.site.specialtasks[task_id])
    with world.work("clerk2") as request:
        assert not request.knows(request.site.specialtasks[task_id])


def test_s9_6_1_progress_and_content_are_reported_as_they_happen(world):
    task_id = special.running(world)
    assert states(world, task_id) == ("in-progress", ["running"])
    assert special.seen(world, task_id, lambda task: (task.percent, task.items[0].progress[0].text)) == (
        30,
        "走访六家",
    )
    special.item(world, "clerk", task_id, "progress", text="又走访两家")
    assert special.seen(world, task_id, lambda task: task.percent) == 30
    with pytest.raises(Violations):
        special.item(world, "clerk", task_id, "progress", text=" ")
    with pytest.raises(Refused):
        special.item(world, "head", task_id, "progress", percent=90)


def test_done_is_reported_with_proof_and_accepted_by_somebody_else(world):
    task_id = special.running(world)
    with pytest.raises(Violations):
        special.item(world, "clerk", task_id, "finish", text="已完成")
    special.item(world, "clerk", task_id, "finish", text="已完成", proof="照片存企业服务部")
    assert states(world, task_id) == ("in-progress", ["reported"])
    assert waits(world, "manager") == ["Special task: accept an item, or send it back"]
    special.item(world, "manager", task_id, "accept")
    assert waits(world, "manager") == ["Special task: report the result to the authority above"]


def test_nobody_accepts_what_they_did(world):
    task_id = special.divided(world, "LDXZ")
    who = special.seen(world, task_id, lambda task: task.items[0].handler)
    special.item(world, who, task_id, "finish", text="已完成", attach=True)
    with pytest.raises(Refused):
        special.item(world, who, task_id, "accept")
    special.item(world, "manager2" if who == "manager" else "manager", task_id, "accept")


def test_what_is_sent_back_runs_again_and_lateness_stays_noted(world):
    task_id = special.running(world)
    world.clock.forward(days=14)  # Monday 7 December, three days late
    special.item(world, "clerk", task_id, "finish", text="已完成", attach=True)
    special.item(world, "manager", task_id, "send-back", reason="佐证不全", due=date(2026, 12, 10))
    assert states(world, task_id) == ("in-progress", ["running"])
    late = special.seen(
        world,
        task_id,
        lambda task: [task.items[0].late(world.clock.now()), task.items[0].overdue(world.clock.now())],
    )
    assert late == [True, False]
    with pytest.raises(Refused):
        special.item(world, "manager", task_id, "drop", reason="")


def test_s9_6_2_what_is_overdue_is_chased_with_its_cause_and_a_term_of_its_own(world):
    task_id = special.running(world)
    with pytest.raises(Refused):
        special.item(world, "head", task_id, "chase", reason="催办")
    world.clock.forward(days=14)
    with pytest.raises(Refused):
        special.item(world, "clerk", task_id, "chase", reason="自催")
    special.item(world, "head", task_id, "chase", reason="企业停产，改约下周")
    chase = special.seen(world, task_id, lambda task: task.items[0].chases[0])
    assert (chase.cause, chase.by, chase.until.date()) == ("企业停产，改约下周", "head", date(2026, 12, 8))
    assert any("Overdue" in each for each in notices(world, "clerk"))


def test_s9_6_2_overdue_items_go_up_to_the_head_and_the_managers(world):
    task_id = special.running(world)
    for _day in range(18):
        ring(world)
        world.clock.forward(days=1)
    ring(world)
    assert any("Due soon" in each for each in notices(world, "clerk"))
    for person in ("clerk", "head", "manager", "manager2"):
        assert any("Overdue" in each for each in notices(world, person)), person
    assert special.seen(world, task_id, lambda task: task.items[0].clock.chased) == 3


def test_it_is_reported_when_nothing_is_left_to_do(world):
    task_id = special.divided(world, "QYB", "XXB")
    special.item(world, "head", task_id, "finish", text="已完成", attach=True)
    special.item(world, "manager", task_id, "accept")
    with pytest.raises(Refused):
        special.make(world, "manager", task_id, "report", text="已完成")
    special.item(world, "manager", task_id, "drop", number=2, reason="并入第一项")
    special.make(world, "manager", task_id, "report", text="已完成")
    assert states(world, task_id) == ("reported", ["accepted", "dropped"])
    assert waits(world, "manager") == ["Special task: close when the authority above accepts it"]


def test_the_authority_above_may_send_it_back_with_another_term(world):
    task_id = special.done(world)
    special.make(world, "manager", task_id, "report", text="已完成")
    special.make(
        world, "manager", task_id, "send-back", reason="须补充数据", term=date(2026, 12, 18), attach=True
    )
    assert states(world, task_id)[0] == "in-progress"
    assert special.seen(world, task_id, lambda task: (task.clock.running, task.due.date())) == (
        True,
        date(2026, 12, 18),
    )
    special.item(world, "manager", task_id, "send-back", reason="补充数据")  # an accepted item too
    assert waits(world, "clerk") == ["Special task: do and report"]


def test_closing_hands_in_letter_division_reports_result_and_history(world):
    task_id = special.closed(world)

    def read(task):
        site = task.__parent__.__parent__
        volume = site.records[task.file]
        titles = [site.records[each].title for each in volume.items]
        return task.state, volume.state, volume.get("outcome"), volume.get("in_time"), titles

    state, handed, outcome, in_time, titles = special.seen(world, task_id, read)
    assert (state, handed, outcome, in_time) == ("closed", "submitted", "已走访二十家企业。", "yes")
    for begin in ("来文", "完成情况报告", "结果报告", "专项工作分解与办理情况", "ZX2026-001 办理过程"):
        assert any(title.startswith(begin) for title in titles), (begin, titles)
    assert waits(world, "manager") == waits(world, "clerk") == []


def test_nothing_changes_after_closing(world):
    task_id = special.closed(world)
    for name in ("note", "divide-more", "send-back", "drop", "report"):
        with pytest.raises(Conflict):
            special.make(world, "manager", task_id, name, reason="再改", title="一", text="一")
    with pytest.raises(Refused):
        special.item(world, "manager", task_id, "send-back", reason="再改")


def test_the_archivist_files_it_like_any_other(world):
    task_id = special.closed(world)
    with world.work("archivist") as request:
        volume = request.site.records[request.site.specialtasks[task_id].file]
        request.find_service(ICapture).describe(volume, {"retention": "D10"})
        for each in volume.items:
            request.find_service(ICapture).describe(request.site.records[each], {"retention": "D10"})
        request.find_service(IFiling).file(volume, override="已核对")
    assert special.seen(world, task_id, lambda task: (task.state, task.moves[-1].name)) == (
        "archived",
        "archive",
    )


def test_the_settings_say_what_new_files_begin_with(world):
    with world.work("archivist") as request:
        request.find_service(ISpecialTasks).change_terms({"category": "WS", "retention": "D30"})
    task_id = special.registered(world)
    with world.work("archivist") as request:
        volume = request.site.records[request.site.specialtasks[task_id].file]
        assert (volume.category, volume.retention) == ("WS", "D30")


def test_dropping_it_has_a_reason_ends_its_items_and_archives_it_too(world):
    task_id = special.running(world)
    with pytest.raises(Refused):
        special.make(world, "manager", task_id, "drop")
    special.make(world, "manager", task_id, "drop", reason="上级撤销任务")
    assert states(world, task_id) == ("closed", ["dropped"])
    assert special.seen(world, task_id, lambda task: (task.outcome, task.closed_at is not None)) == (
        "dropped",
        True,
    )
    assert waits(world, "clerk") == [] and "A special task was dropped" in notices(world, "clerk")
    with world.work("manager") as request:
        assert [task.id for task in request.site.specialtasks.ended(5)] == [task_id]
        assert list(request.site.specialtasks.opened()) == []


def test_the_deputy_acts_for_who_is_away(world):
    with world.work("admin") as request:
        request.site.people["clerk"].appointments = (
            Appointment("QYB", "post", date(2020, 1, 1), deputy="clerk2"),
        )
    task_id = special.divided(world)
    special.item(world, "head", task_id, "assign", person="clerk")
    with pytest.raises(Refused):
        special.item(world, "clerk2", task_id, "progress", percent=10)
    with world.work("manager") as request:
        request.find_service(IPosts).away(request.site.people["clerk"], date(2026, 11, 23), None, "病假")
    assert waits(world, "clerk2") == ["Special task: do and report"]
    with world.work("clerk2") as request:
        assert request.knows(request.site.specialtasks[task_id])
    special.item(world, "clerk2", task_id, "progress", percent=10)


def test_items_and_the_whole_pass_on_in_a_handover(world):
    task_id = special.running(world)
    with world.work("archivist") as request:
        kinds = {kind.kind: kind for kind in request.find_service(IResponsibilities).kinds()}
        people = request.site.people
        held = [duty.id for duty in kinds["specialitem"].of(people["clerk"])]
        assert held == [f"{task_id}/1"]
        kinds["specialitem"].pass_on(held[0], people["clerk"], people["clerk2"])
        assert [duty.id for duty in kinds["specialtask"].of(people["manager"])] == [task_id]
        kinds["specialtask"].pass_on(task_id, people["manager"], people["manager2"])
        with pytest.raises(Refused):
            kinds["specialtask"].pass_on(task_id, people["manager"], people["manager2"])
    assert waits(world, "clerk2") == ["Special task: do and report"] and waits(world, "clerk") == []
    assert special.seen(world, task_id, lambda task: task.handler) == "manager2"


# Who may make which step when, by hand: state of the task → person → steps of the task, steps of its item.
OPEN_ITEM = {
    "archivist": ("note", ""),
    "head": ("", "assign"),
    "manager": ("divide-more note drop", "assign drop"),
    "clerk": ("note", "progress finish"),
}
MATRIX = {
    "registered": {"archivist": ("note", ""), "manager": ("divide note drop", "")},
    "divided": {
        "archivist": ("note", ""),
        "head": ("note", "assign progress finish"),
        "manager": ("divide-more note drop", "assign drop"),
    },
    "running": OPEN_ITEM,
    "late": {
        **OPEN_ITEM,
        "head": ("", "assign chase"),
        "manager": ("divide-more note drop", "assign drop chase"),
    },
    "finished": {
        "archivist": ("note", ""),
        "clerk": ("note", ""),
        "manager": ("divide-more note drop", "accept send-back drop"),
    },
    "done": {
        "archivist": ("note", ""),
        "clerk": ("note", ""),
        "manager": ("divide-more note report drop", "send-back"),
    },
    "reported": {
        "archivist": ("note", ""),
        "clerk": ("note", ""),
        "manager": ("note send-back close", ""),
    },
    "closed": {},
}


def led_to(world, state):
    """A task in that state."""
    if state in ("registered", "divided", "running", "done", "closed"):
        return getattr(special, state)(world)
    task_id = special.done(world) if state == "reported" else special.running(world)
    if state == "late":
        world.clock.forward(days=14)
    elif state == "finished":
        special.item(world, "clerk", task_id, "finish", text="已完成", attach=True)
    else:
        special.make(world, "manager", task_id, "report", text="已完成")
    return task_id


@pytest.mark.parametrize("state", MATRIX)
def test_who_may_make_which_step_when(world, state):
    task_id = led_to(world, state)
    for person in (
        "staff",
        "staff2",
        "clerk",
        "clerk2",
        "archivist",
        "archivist2",
        "head",
        "manager",
        "manager2",
    ):
        mine, of_item = MATRIX[state].get(person.replace("manager2", "manager"), ("", ""))
        with world.work(person) as request:
            service, task = request.find_service(ISpecialTasks), request.site.specialtasks[task_id]
            found = " ".join(service.steps(task)), [" ".join(service.item_steps(i)) for i in task.items]
        assert found == (mine, [of_item] * len(task.items)), person


@pytest.mark.parametrize("state", MATRIX)
def test_what_is_not_offered_is_refused(world, state):
    task_id = led_to(world, state)
    given = {
        "reason": "理由",
        "title": "一",
        "unit": "QYB",
        "text": "完成",
        "proof": "在",
        "person": "clerk",
        "percent": 1,
    }
    for person in ("staff2", "clerk", "head", "archivist"):
        with world.work(person) as request:
            service, task = request.find_service(ISpecialTasks), request.site.specialtasks[task_id]
            for item in task.items:
                for name in set(ITEMS.by_name) - set(service.item_steps(item)):
                    if "role:staff" in ITEMS.by_name[name].who:  # managers' steps are refused by permission
                        with pytest.raises((Refused, Conflict)):
                            service.make_item(item, name, given)
            request.tm.abort()
            request.tm.begin()


def test_the_head_of_the_unit_it_was_merged_into_gives_it_out(world):
    task_id = special.divided(world, "XXB")
    with world.work("admin") as request:
        request.site.units["QYB"].absorbed = ("XXB",)
    special.item(world, "head", task_id, "assign", person="clerk")


def test_the_deputy_of_an_absent_head_gives_it_out(world):
    with world.work("admin") as request:
        post = Appointment("QYB", "post", date(2020, 1, 1), deputy="staff")
        request.site.people["head"].appointments = (post,)
    task_id = special.divided(world)
    with pytest.raises(Refused):
        special.item(world, "staff", task_id, "assign", person="clerk")
    with world.work("manager") as request:
        request.find_service(IPosts).away(request.site.people["head"], date(2026, 11, 23), None, "出差")
    special.item(world, "staff", task_id, "assign", person="clerk")
    assert waits(world, "clerk") == ["Special task: do and report"]


def test_the_paper_of_the_division_says_who_did_what_and_what_was_chased(world):
    task_id = special.running(world)
    world.clock.forward(days=14)
    special.item(world, "head", task_id, "chase", reason="企业停产<b>")
    special.make(world, "manager", task_id, "drop", reason="上级撤销任务")
    with world.work("manager") as request:
        site = request.site
        items = (site.records[each] for each in site.records[site.specialtasks[task_id].file].items)
        paper = next(item for item in items if item.title.startswith("专项工作分解与办理情况"))
        with paper.files[0].versions[-1].blob.open() as source:
            text = source.read().decode()
    for words in (
        "QYB走访企业",
        "企业服务部",
        "走访六家",
        "企业停产&lt;b&gt;",
        "逾期",
        "已终止",
        "2026-12-04",
    ):
        assert words in text, words

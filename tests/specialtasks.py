"""Special tasks led as far as a test wants."""

import io
from datetime import date

from onestop_records.interfaces import ISettings, ISpecialTasks, IStorage

TERM = date(2026, 12, 11)  # a Friday; the world begins on Monday 23 November
VALUES = {
    "title": "“质量月”活动",
    "source": "市市场监督管理局",
    "document_number": "甬市监质〔2026〕88号",
    "document_date": date(2026, 11, 20),
    "term": TERM,
    "content": "组织质量月宣传，走访企业二十家。",
}


def letter(request, name="来文.pdf"):
    """A file as a form brings it."""
    limit = request.find_service(ISettings).upload_limit
    return request.find_service(IStorage).receive(io.BytesIO(b"%PDF-1.4 letter"), name, limit)


def registered(world, by="archivist", files=True, **values):
    """A task, registered with its letter."""
    with world.work(by) as request:
        found = [letter(request)] if files else []
        return request.find_service(ISpecialTasks).register({**VALUES, **values}, found).id


def make(world, actor, task_id, name, /, attach=False, **values):
    """One step of a task by one person."""
    with world.work(actor) as request:
        files = [letter(request, "附件.pdf")] if attach else []
        task = request.site.specialtasks[task_id]
        request.find_service(ISpecialTasks).make(task, name, values, files)


def item(world, actor, task_id, name, /, number=1, attach=False, **values):
    """One step of an item by one person."""
    with world.work(actor) as request:
        files = [letter(request, "佐证.pdf")] if attach else []
        found = request.site.specialtasks[task_id][str(number)]
        request.find_service(ISpecialTasks).make_item(found, name, values, files)


def divided(world, *units, **values):
    """Divided, an item for each unit."""
    task_id = registered(world, **values)
    for place, unit in enumerate(units or ("QYB",)):
        name = "divide-more" if place else "divide"
        make(world, "manager", task_id, name, title=f"{unit}走访企业", unit=unit, due=date(2026, 12, 4))
    return task_id


def running(world):
    """Divided to one unit, whose head has named ``clerk``, who has begun."""
    task_id = divided(world)
    item(world, "head", task_id, "assign", person="clerk")
    item(world, "clerk", task_id, "progress", percent=30, text="走访六家")
    return task_id


def done(world):
    """All items accepted."""
    task_id = running(world)
    item(world, "clerk", task_id, "finish", text="走访二十家，发放手册二百份。", attach=True)
    item(world, "manager", task_id, "accept")
    return task_id


def closed(world):
    """To its end."""
    task_id = done(world)
    make(world, "manager", task_id, "report", text="已走访二十家企业。")
    make(world, "manager", task_id, "close")
    return task_id


def seen(world, task_id, read, by="manager"):
    """What ``read`` finds of a task."""
    with world.work(by) as request:
        return read(request.site.specialtasks[task_id])

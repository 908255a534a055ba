"""Deputies of posts, and a handover under way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.events import Actor
from onestop_records.interfaces import IClock, IHandovers, IPeople
from onestop_records.models.person import Person
from onestop_records.storage.work import work

DEPUTIES = {  # AB posts: each stands in for the other
    "archivist": "archivist2",
    "archivist2": "archivist",
    "manager": "manager2",
    "manager2": "manager",
}
GIVER, RECEIVER, LEADER = "staff2", "clerk2", "archivist"
NOTICE = timedelta(days=14)


def add_deputies(request: Any, people: dict[str, Person]) -> None:
    """Name the deputies of posts that must not stand empty."""
    for username, deputy in DEPUTIES.items():
        person, other = people[username], people[deputy].id
        posts = tuple(replace(post, deputy=other) for post in person.appointments)
        request.find_service(IPeople).change(person, {"appointments": posts})


def hand_over(registry: Registry, ids: dict[str, str]) -> None:
    """Somebody changes post in two weeks; a colleague takes over and has not checked yet."""
    with work(registry, Actor(ids[LEADER], way="command")) as request:
        until = request.find_service(IClock).today() + NOTICE
        values = {"giver": ids[GIVER], "reason": "post", "until": until}
        service = request.find_service(IHandovers)
        handover = service.open(values)
        service.assign(handover, ids[RECEIVER], None, {"kind": "record"})
        request.tm.commit()

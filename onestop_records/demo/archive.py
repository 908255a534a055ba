"""Fills an empty archive with the demonstration, through the services that everybody uses."""

import io
import secrets
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.agency import add_agencies
from onestop_records.demo.bookings import add_bookings
from onestop_records.demo.cases import add_cases
from onestop_records.demo.complaints import add_complaints
from onestop_records.demo.custody import add_deputies, hand_over
from onestop_records.demo.disposal import dispose
from onestop_records.demo.lending import lend
from onestop_records.demo.matching import add_matching, add_providers
from onestop_records.demo.matters import add_closure, add_enterprises, add_matters
from onestop_records.demo.opinions import add_opinions
from onestop_records.demo.people import add_people, add_units
from onestop_records.demo.records import Draft, drafts
from onestop_records.demo.specialtasks import add_specialtasks
from onestop_records.demo.storage import furnish_storage, watch_storage
from onestop_records.events import Actor
from onestop_records.evolve.foundation import lay_foundation
from onestop_records.interfaces import ICapture, IClock, IFiling, ISettings, IStorage
from onestop_records.storage.work import work

FONDS = "Z109"
TITLE = "文具行业一站式质量服务平台"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is easily mistaken
REASON = "请补充形成日期的依据后再提交。"
SECOND_ARCHIVIST = ("KJ", "KU", "RS", "LY", "LX", "SJ")


def new_password() -> str:
    """A random password that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def furnish(registry: Registry, password: str) -> dict[str, str]:
    """Make units, accounts, schedule, categories and scope; return people's ids by username."""
    with work(registry, Actor("", way="command")) as request:
        add_units(request)
        people = add_people(request, password)
        add_deputies(request, people)
        second = dict.fromkeys(SECOND_ARCHIVIST, people["archivist2"])
        lay_foundation(request, FONDS, TITLE, {"": people["archivist"], **second})
        add_matters(request, people)
        add_enterprises(request, people)
        add_providers(request)
        add_closure(request)
        ids = {username: person.id for username, person in people.items()}
        request.tm.commit()
    return ids


def fill(registry: Registry, password: str) -> tuple[int, str]:
    """Furnish and make the records; return how many, and the code of a complaint to ask for its progress."""
    ids = furnish(registry, password)
    with work(registry, Actor("", way="command")) as request:
        today = request.find_service(IClock).today().isoformat()
    made = [draft for draft in drafts() if draft.values["date"] <= today]  # nothing from the future
    furnish_storage(registry, ids, made)
    by_capturer: dict[str, list[Draft]] = defaultdict(list)
    for draft in made:
        by_capturer[draft.capturer].append(draft)
    captured: list[tuple[str, Draft]] = []
    for username, own in by_capturer.items():
        with work(registry, Actor(ids[username], way="command")) as request:
            captured += [(_capture(request, draft), draft) for draft in own]
            request.tm.commit()
    _file(registry, ids, captured)
    dispose(registry, ids)
    add_cases(registry, ids)
    add_bookings(registry, ids)
    add_agencies(registry, ids)
    add_matching(registry, ids)
    add_opinions(registry, ids)
    code = add_complaints(registry, ids)
    watch_storage(registry, ids)
    hand_over(registry, ids)
    lend(registry, ids)
    add_specialtasks(registry, ids)
    return sum(1 + len(draft.items) for draft in made), code


def _capture(request: Any, draft: Draft, volume: str = "") -> str:
    """Capture a draft with its items and hand it in, unless it stays captured; return its id."""
    storage, capture = request.find_service(IStorage), request.find_service(ICapture)
    limit = request.find_service(ISettings).upload_limit
    received = [storage.receive(io.BytesIO(content), name, limit) for name, content in draft.files]
    values = {**draft.values, "volume": volume} if volume else draft.values
    record = capture.capture(values, received)
    for item in draft.items:
        _capture(request, item, record.id)
    if draft.state != "captured" and not volume:
        request.find_service(IFiling).submit(record)
    return record.id


def _file(registry: Registry, ids: dict[str, str], captured: Iterable[tuple[str, Draft]]) -> None:
    """What the archivists do with what was handed in."""
    by_archivist: dict[str, list[tuple[str, Draft]]] = defaultdict(list)
    for record_id, draft in captured:
        secret = draft.values["classification"] in ("secret", "top_secret")
        second = secret or draft.values["category"] in SECOND_ARCHIVIST
        by_archivist["archivist2" if second else "archivist"].append((record_id, draft))
    for username, waiting in by_archivist.items():
        with work(registry, Actor(ids[username], way="command")) as request:
            filing = request.find_service(IFiling)
            for record_id, draft in sorted(waiting, key=lambda pair: pair[1].values["date"]):
                record = request.site.records[record_id]
                if draft.state == "filed":
                    filing.file(record, duplicates_accepted=True)
                elif draft.state == "accepted":
                    filing.accept(record)
                elif draft.state == "returned":
                    filing.send_back(record, REASON)
            request.tm.commit()

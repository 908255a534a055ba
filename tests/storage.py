"""A storage room with boxes and paper in it, to test on."""

from onestop_records.interfaces import IBoxes, ICapture, IFiling, IRooms
from onestop_records.models.classification import Classification
from onestop_records.models.label import label_code
from onestop_records.models.person import Clearance
from onestop_records.models.room import Shelf
from tests.unit.services.test_filing import WHOLE

SHELVES = (Shelf("1柜", "1层", 3), Shelf("1柜", "2层", 2))


def make_room(world, name="101库房", shelves=SHELVES, custodian="archivist"):
    """Enter a room; return its id."""
    with world.work("archivist") as request:
        values = {"name": name, "custodian": custodian, "shelves": shelves}
        return request.find_service(IRooms).add(values).id


def make_boxes(world, room, *names, shelf="1层", capacity=3, custodian="archivist"):
    """Enter boxes on a shelf; return their ids."""
    with world.work("archivist") as request:
        values = {
            "names": names,
            "cabinet": "1柜",
            "shelf": shelf,
            "capacity": capacity,
            "custodian": custodian,
        }
        made = request.find_service(IBoxes).add(request.site.rooms[room], values)
        return [box.id for box in made]


def paper(world, title, person="staff", **values):
    """A record on paper that is handed in; return its id."""
    with world.work(person) as request:
        whole = {**WHOLE, "title": title, "carrier": "paper", "pages": 3, **values}
        record = request.find_service(ICapture).capture(whole, [])
        request.find_service(IFiling).submit(record)
        return record.id


def secret_paper(world, title="密"):
    """A secret record that of the archivists ``archivist2`` alone is cleared for; return its id."""
    with world.work("security") as request:
        granted = Clearance(Classification.SECRET, None, "security", "C12")
        request.site.people["archivist2"].clearance = granted
    values = {"classification": "secret", "classification_term": "10年", "classification_basis": "C12"}
    return paper(world, title, "manager", unit="LDXZ", readers=["archivist2"], **values)


def fill(world, box, *names, person="archivist"):
    """Put records into a box."""
    with world.work(person) as request:
        request.find_service(IBoxes).fill(request.site.boxes[box], names)


def code(thing_id, kind="R"):
    """The code on the label."""
    return label_code(kind, thing_id)

"""Which accounts a list shows."""

from pyramid.request import Request

from onestop_records.models.person import Person, PersonFolder


def found_people(folder: PersonFolder, request: Request) -> list[Person]:
    """Those whose name or username contains ``q``, with ``role``; closed ones when asked for."""
    asked = request.GET
    return people_of(folder, asked.get("q", "").strip(), asked.get("role", ""), bool(asked.get("closed")))


def people_of(folder: PersonFolder, q: str, role: str, closed: bool) -> list[Person]:
    """The same, asked for plainly; by name."""
    wanted = q.casefold()
    found = [
        person
        for person in folder.values()
        if person.closed == closed
        and (wanted in person.name.casefold() or wanted in person.username)
        and (not role or role in person.roles)
    ]
    return sorted(found, key=lambda person: (person.name.casefold(), person.username))

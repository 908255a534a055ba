"""Where paper is kept: rooms, boxes, keys, rounds, findings, stock-taking, labels."""

from zope.interface import Attribute, Interface


class ILabels(Interface):
    """Codes on the labels of boxes and records; also the reference code names a record.

    Whoever checks or takes back things by their labels asks here: what the person may not know of is not
    found, exactly as what does not exist.
    """

    def code(thing):
        """Return the label code of a Record or Box, such as ``R7K2M9QX4TBV``, for which nothing is stored."""

    def record(text):
        """Return the Record that a label or reference code names, None when there is none to know of.

        Raises Violations (field ``code``) for a code that was mistyped or stands for two.
        """

    def box(text):
        """Return the Box in use that a label code names, or None; raises Violations like ``record``."""

    def plain(text):
        """Return a label code as it is kept, empty for what has not its shape. Raises Violations."""


class IScanMode(Interface):
    """Something that is done by scanning labels; joins with ``config.add_scan_mode(factory)``."""

    name = Attribute("As in addresses and the API: ``stocktaking``")
    title = Attribute("A TranslationString")

    def choices():
        """Return pairs (id, title) of what may be scanned for by the person now; the first is usual."""

    def scan(chosen, text, box=""):
        """Take one code for the chosen thing; return a ``models.scanned.Scanned``. Raises Refused.

        ``box`` is the code of the box that is open, where that matters.
        """


class IScanning(Interface):
    """All modes of the page that a phone or a hand-held scanner uses."""

    def modes():
        """Return the modes that have something to choose for the person, by name."""

    def scan(mode, chosen, text, box=""):
        """Take one code; return a ``Scanned``. Raises Refused, and Missing for what is not to be chosen."""


class IRooms(Interface):
    """Storage rooms, their shelves, limits and keys (N69)."""

    def add(values):
        """Make a room: ``name``, ``custodian`` (person id), ``shelves``, ``note``; return it."""

    def change(room, values):
        """Change custodian, shelves, note, closed; a shelf with boxes on it stays. Raises Violations."""

    def set_limits(limits, room=None):
        """Set the limits of the house, or a room's own. Raises Violations."""

    def add_key(room, number, holder):
        """Enter a key and who has it; return it. Raises Violations."""

    def hand_key(key, holder):
        """A key goes to another person. Raises Violations."""

    def withdraw_key(key, reason):
        """A key is destroyed or lost and counts no more. Raises Violations."""


class IBoxes(Interface):
    """Boxes and what is in them; the place in a record's description follows its box, and the other way."""

    def add(room, values):
        """Make boxes ``names`` on a shelf with ``capacity`` and ``custodian``; return them.

        Raises Violations when the shelf is full or a box of that name stands there.
        """

    def change(box, values):
        """Change capacity, custodian, note, or its ``room``, ``cabinet``, ``shelf``. Raises Violations."""

    def fill(box, names):
        """Put records in, named by label code, reference code or id; return them.

        All or none: Violations name every record that is unknown, has no paper or is not handed in, and say
        when the box does not take so many.
        """

    def take_out(box, names, reason):
        """Take records out; their descriptions name no box any more. Raises Violations."""

    def close(box):
        """An empty box is used no more. Raises Refused."""

    def unregistered(room):
        """Return pairs (path, count known) of boxes in descriptions of this room that nobody entered."""

    def register(room, capacity, custodian):
        """Enter those boxes with what stands in them; return them. Raises Violations."""


class IRounds(Interface):
    """Rounds through rooms by schedule (N69)."""

    def due(room):
        """Return the day on which the next round is due."""

    def add(room, values):
        """Note a round: ``temperature`` and ``humidity`` in tenths, ``wrong`` {what: seen}, ``remarks``.

        What lies outside of the limits or is not in order becomes a finding. Raises Violations.
        """


class IFindings(Interface):
    """What rounds and stock-taking found, until it is settled (整改)."""

    def add(kind, room, source, responsible="", **more):
        """Make a finding of a round or stock-taking (their services call this); return it.

        ``more`` sets its other attributes; without ``responsible`` the custodian of the room settles it.
        """

    def visible():
        """Return the findings that the person may know of, open ones and the nearest due first.

        Of those that are closed the newest ones.
        """

    def knows(finding):
        """True when it concerns no record, or one that the person may know of."""

    def steps(finding):
        """Return the steps that the person may make now."""

    def assign(finding, responsible, due, reason=""):
        """Let somebody else settle it, or later. Raises Refused."""

    def settle(finding, settlement, proof="", files=()):
        """Say what was done; ``proof`` is a record's id or code, ``files`` become one. Raises Refused."""

    def decide(finding, accepted, reason=""):
        """A manager accepts the settlement or returns it. Raises Refused."""


class IStocktakings(Interface):
    """Stock-taking of rooms against the catalogue (清点)."""

    def open(room, title):
        """Begin: what the catalogue expects in the room is noted; return it. Raises Violations."""

    def scan(stocktaking, text, box=""):
        """Take a label's code; return a ``Scanned``. Raises Conflict when it is closed, Violations."""

    def lines(stocktaking, results=()):
        """Return the lines of the result that the person may know of, now or when it was closed."""

    def tally(stocktaking):
        """Return how many lines there are of each result."""

    def steps(stocktaking):
        """Return the steps that the person may make now."""

    def make(stocktaking, name, reason=""):
        """``close`` (discrepancies become findings) or ``cancel``. Raises Refused."""


class IStockRegisters(Interface):
    """The register of a stock-taking, to be read, printed and kept."""

    def register(stocktaking):
        """Return the result as a ``services.register.Register``, of what the person may know of."""

    def xlsx(register):
        """Return the register as a workbook, bytes."""

    def archive(stocktaking):
        """Keep the register as a permanent record, by the worker; return it. Raises Refused."""


class IStorageLists(Interface):
    """Lists of a room to print or keep, as ``services.register.Register``."""

    def boxes(room):
        """Return its boxes with how many records the person may know of in each."""

    def rounds(room):
        """Return its rounds, newest first, with what they found."""

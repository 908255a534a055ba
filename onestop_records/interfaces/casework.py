"""Working days, deadlines, matters, enterprises, cases and complaints."""

from zope.interface import Interface


class IWorkingDays(Interface):
    """The official calendar with days worked instead (调休), local closures and opening hours."""

    def is_working(day):
        """True when the house works on that day."""

    def published(year):
        """True when the official calendar of the year is known."""

    def deadline(start, limit, pauses=()):
        """Return the ``Deadline`` of a ``Limit`` that starts at the instant ``start`` (UTC).

        The starting day does not count; a deadline in days ends at closing time of the last one. What is to
        be done the same day, but comes after closing time, is to be done the next working day. Each ended
        ``Pause`` moves it by the working days, days or opening time between its ends.
        """

    def after(day, number):
        """Return the working day of that number after a day. Raises OverflowError when there is none."""

    def warning(due, limit, number):
        """Return the instant ``number`` units before a deadline, days at opening time; None for 0."""

    def open_periods(day):
        """Return the opening hours of a day as pairs of local times; none when it is closed."""

    def instant(local):
        """Return the instant, UTC, of a local time without a zone."""

    def edition():
        """Return what tells one calendar from another: running clocks are computed anew when it differs."""

    def count(since, until):
        """Return how many working days lie after the day ``since`` up to ``until``, which counts."""


class ICalendar(Interface):
    """What the house knows of its calendar beyond the published years of ``chinesecalendar``."""

    def read(name, content):
        """Read an official calendar, CSV or iCalendar: year → day → is it worked. Raises Violations."""

    def publish(year, days, source):
        """Take the official calendar of a year, day → is it worked; return it. Raises Violations."""

    def close(values):
        """Differ from the official calendar from ``since`` to ``until``, ``title`` says why; return it.

        ``worked``: open on days that are officially off. Raises Violations.
        """

    def reopen(name, reason):
        """Take a closure back. Raises Missing, Violations."""

    def set_hours(values):
        """Have other opening hours from the day ``since`` on: ``periods``, ``rule``. Raises Violations."""

    def drop_hours(since):
        """Take back hours that have not begun. Raises Missing, Refused."""


class ILimits(Interface):
    """Limits of time, each a setting that names its rule."""

    def all():
        """Return every ``LimitSetting``."""

    def get(name):
        """Return the ``Limit`` of that name. Raises KeyError."""

    def change(name, values):
        """Change ``unit``, ``number``, ``rule``, ``warn``; running clocks keep theirs. Raises Violations."""

    def adopt(profile):
        """Take the limits of another rule set where it has its own (``C2``); return how many changed."""


class IDeadlines(Interface):
    """Running clocks; each object carries its own in ``clocks``, by name.

    A subject has ``id``, ``clocks`` (a persistent mapping name → ``Clock``) and ``deadline_kind``, the kind
    under which its listener is registered: ``config.add_deadline_listener(kind, factory)``.
    """

    def start(subject, name, at=None, limit=None):
        """Start the clock ``name``, by ``limit`` or that of the settings with this name; return it.

        Raises Conflict while one of that name is running; one that was stopped is begun anew.
        """

    def pause(subject, name, reason):
        """Stop counting while the client owes material.

        Raises Violations without a reason, Conflict when it is not running, Refused when it is overdue: a
        pause would hide that.
        """

    def resume(subject, name):
        """Count on: the deadline moves by the time it was paused. Raises Conflict."""

    def stop(subject, name):
        """It is done; the clock keeps whether it was in time. Nothing when it is not running."""

    def chase(subject, name, reason):
        """Chase by hand (催办) what is overdue or warned; the next step follows after the term of a chase."""

    def run(most=100):
        """Warn, note what is overdue, escalate, recompute after a change of the calendar; return how much."""


class IDeadlineListener(Interface):
    """What one kind of object says of itself to its clocks; made by ``factory(request)`` when needed."""

    def find(subject_id):
        """Return the object, None when it is gone."""

    def title(subject):
        """What notices call it, a text or TranslationString that may stand in an e-mail: no secrets."""

    def address(subject):
        """The page it is on."""

    def handlers(subject, name):
        """Return ids of who has to act, deputies of the absent instead of them."""

    def superiors(subject, name, step):
        """Return ids of whom escalation tells: step 2 the head of the unit, step 3 the manager too."""

    def told(subject, name, what):
        """Called after each change of a running clock: ``warned overdue chased moved``."""


class IMatters(Interface):
    """The public catalogue of matters (办理事项, W9-7.2); ``site.matters[code]`` is one of them.

    The file of a case says the ``id`` of its matter, which is its code.
    """

    def all():
        """Return every matter, drafts and withdrawn ones too, by domain and code."""

    def public():
        """Return the matters in force, by domain and code: anybody may read them."""

    def add(values):
        """Make a matter, a draft at first; return it. Raises Violations."""

    def change(matter, values):
        """Change it; a public one stays complete. Raises Violations."""

    def publish(matter):
        """Let everybody read it and ask for it. Raises Violations with all that W9-7.2 misses, Conflict."""

    def withdraw(matter, reason):
        """Offer it no more; what is under way goes on. Raises Violations, Conflict."""

    def set_sample(matter, number, received):
        """Keep a sample of its material, counted from 0; None takes it away. Raises Missing."""

    def ship():
        """Add the matters that come with the system (S5) and are not there yet, as drafts."""


class IEnterprises(Interface):
    """Enterprise quality files (企业质量档案, S9.3); the ``id`` of one is its unified social credit code.

    What belongs to it says that code in the field ``enterprise`` of its description; filters and holds
    know all codes of an enterprise that was merged.
    """

    def find(code):
        """Return the enterprise of a code, the one it was merged into for an old one; None for none."""

    def find_or_make(values):
        """Return the enterprise with this ``code``, or a new one of this ``name``. Raises Violations.

        Of one that is there only empty fields of ``models.enterprise.FIELDS`` are filled.
        """

    def change(enterprise, values):
        """Change its basic data. Raises Violations, Conflict for a merged one."""

    def entrust(enterprise, person, reason=""):
        """Name another keeper of the file."""

    def appoint(person):
        """Name the keeper of new files (S9.3.2)."""

    def merge(kept, other, reason):
        """Let ``other`` be the same as ``kept``: its cases and files are found under both codes."""

    def split(kept, other, reason):
        """Undo the merging of ``other`` into ``kept``; return ``other``. Raises Conflict, Violations.

        Each has its names, data and history again; what was changed since in ``kept`` stays there.
        """

    def alike(enterprise):
        """Return files that may be of the same enterprise: the same name, telephone or address."""

    def duplicates():
        """Return groups of such files."""


class ICaseFiles(Interface):
    """The file that a case or complaint grows while it runs: a volume record with its items.

    The volume is there from the first day (state ``captured``), so that search, access, files, versions,
    custody, audit and holds are those of records; it is handed in by ``close`` and by nothing else. Until
    then the case alone changes it; afterwards the archivist describes and files it, and its content stays. A
    case is a ``models.casework.Casework``, of which ``id number handler unit state`` are set.
    """

    def begin(case, values, files=()):
        """Make the volume of a case, kept by its handler; return the Record, its id in ``case.file``.

        ``values`` is its description (``title`` at least); number, unit, creator and days are added.
        Raises Violations.
        """

    def add(case, title, kind, files=(), text=None):
        """Put an item into it: a material, a notice, a letter; return the Record.

        ``files`` are ``Received``; ``text`` becomes a file, ``.html`` when it is a page, else ``.txt``.
        Readers, data category, custody and who is shut out are those of the volume. Raises Conflict when
        the case is closed.
        """

    def add_file(case, item, received):
        """Put one file more into an item, the scan of its signed original for example."""

    def describe(case, values):
        """Change what the volume says of its case; readers and data category pass to the items."""

    def entrust(case):
        """Let whoever handles the case now (``case.handler``) keep its file from here on."""

    def close(case, values, facts=(), words=None):
        """Add the history as a document and hand the volume in; nothing of it changes afterwards.

        ``values`` describe it at the end (``outcome`` …); ``facts`` are pairs (label, value) that head the
        history, ``words`` maps names of steps and clocks to TranslationStrings. When no archivist could know
        of the volume the keeper of its category becomes a reader. Call it before the state changes to one
        that has ended, after the last move is noted.
        """


class INumbers(Interface):
    """Numbers without gaps within a series, such as ``case/2026``."""

    def reserve(keys):
        """Wait for the locks of these series; begin the transaction anew: call it before anything is written.

        Numbers are right without it, and less is repeated with it. Raises Unavailable.
        """

    def next(key):
        """Return the next number of the series."""


class ICases(Interface):
    """Service cases (办件).

    Every act raises Conflict when the state does not allow it any more, Refused or Violations with
    everything that stands against it.
    """

    def reserve(step="enter"):
        """Wait for the numbers that a step may give today; call it before anything is written."""

    def register(values, files=()):
        """Enter a case with the fields of ``schemas.case.CaseSchema``; return it."""

    def settle(values, files=()):
        """A simple one in one act: enter, answer (``result``), close; return it."""

    def make(case, name, values=None, files=()):
        """Make the step ``name`` of ``workflow.case`` with the fields of ``schemas.case.STEPS``."""

    def steps(case):
        """Return the names of the steps that the actor could make now, in order."""

    def asker(case):
        """Return the ``Applicant``; an empty one to who may not know who reports misconduct (C10)."""

    def hindered(case):
        """Return, for steps that are the actor's but not possible yet, what stands against each."""

    def paper(case, notice):
        """Return the ``Paper`` of a notice that was issued, to be shown and printed."""

    def refer(case, record_ids):
        """Refer to other records: they stay in the archive while the case is open."""


class ICaseParts(Interface):
    """Parts of cases with a table of their own, as joint handling; acts raise as those of ``ICases``."""

    def reserve(name):
        """Wait for the numbers that a step may give today; call it before anything is written."""

    def make(case, name, values=None, files=()):
        """Make the step ``name`` with the fields of ``schemas.casepart.STEPS``; return the case."""

    def steps(case):
        """Return the names of the steps that the actor could make now, in order."""


class IComplaints(Interface):
    """Complaints (投诉). Whoever a complaint is shut to is not told that there is one, by any answer."""

    def register(values, files=()):
        """Register a complaint; return it and the code that its complainant asks for progress with.

        ``channel facts`` are needed; ``received`` (a day), ``name telephone email address`` (or anonymous),
        ``unit post person`` complained of, ``scope evidence grave simple enterprise records signed_as``;
        ``settle`` holds what the step *settle* takes, for who answers at once. Somebody who may handle it is
        chosen; when nobody may, the administrators are told. Raises Violations, Refused.
        """

    def register_publicly(values, address):
        """The same over the public page, by an actor who is nobody. Of the address a mark is left."""

    def assign_waiting():
        """Give those that nobody could handle to who may now; return how many."""

    def mine():
        """Return open complaints the actor has to do with: signed ones first, then by deadline."""

    def past():
        """Return the newest closed ones."""

    def due(complaint):
        """Return when the next of its running clocks ends."""

    def roles(complaint):
        """Return what the actor is in it: ``handler leader asked deputy``; empty for whom it is shut."""

    def steps(complaint):
        """Return the names of the steps that the actor could make now, in order."""

    def against(complaint):
        """Return what stands against closing it."""

    def make(complaint, name, values, files=()):
        """Make a step of the table; return the complaint. Raises Missing, Conflict, Refused, Violations."""

    def progress(code, address):
        """Return the complaint that a code belongs to, or None; the caller must not raise: that is noted."""

    def wait(what, address):
        """Return how many seconds an address must wait before ``complaining`` or ``asking``; 0 at once."""

    def repeated(once):
        """True when a form with this mark was taken before: it was sent twice."""

    def eligible(complaint):
        """Return the People who may handle it, as ``assign``, ``help`` and ``ask`` offer them."""

    def pass_on(complaint, receiver):
        """Let a Person answer for it, or for its closed file. Raises Refused for who may not."""

    def change_terms(values):
        """Change the settings: ``handlers leaders head supervisor category retention telephone email``."""

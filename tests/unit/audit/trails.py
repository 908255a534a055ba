"""Making and sealing trails in tests."""

from onestop_records.audit.sealing import seal_pending, signing_key
from onestop_records.audit.verify import verify_store
from onestop_records.events import RecordDescribed
from onestop_records.interfaces import INotifier


def act(world, *subjects, event=RecordDescribed, **values):
    """One transaction in which something happens to each subject."""
    with world.work() as request:
        notify = request.find_service(INotifier)
        for subject in subjects:
            notify(event(request.actor, subject, **values))


def seal(world, **options):
    """One pass of the worker; how many entries it sealed."""
    folder = world.settings.keys_folder
    with world.work() as request:
        key = signing_key(request.site, folder)
        return seal_pending(request.site, world.clock, key, folder, **options)


def findings(world):
    """The codes of what verify finds, with the place where there is one."""
    return [(f.code, f.subject, f.position) for f in report(world).findings]


def report(world):
    with world.work() as request:
        return verify_store(request.site, world.settings.keys_folder)

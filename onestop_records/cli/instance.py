"""Opening an instance in a command: its settings, its services, its store, running already or not."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid.registry import Registry
from transaction.interfaces import NoTransaction
from ZEO.Exceptions import ClientDisconnected

from onestop_records.app import configure
from onestop_records.cli.child import Child
from onestop_records.errors import Unavailable
from onestop_records.events import Actor
from onestop_records.evolve.runner import pending
from onestop_records.settings import Settings, SettingsError, read_settings, restoring_marker
from onestop_records.storage.client import reachable
from onestop_records.storage.location import embedded, write_configuration
from onestop_records.storage.work import work

COMMAND = Actor("", way="command")
PATIENCE = 30.0  # seconds for a store to come up


@dataclass(frozen=True)
class Instance:
    """An open instance; ``with instance.work() as request:`` gives services in a transaction."""

    settings: Settings
    registry: Registry

    @contextmanager
    def work(self, actor: Actor | None = None) -> Iterator[Any]:
        """A request with a transaction begun; the command commits ``request.tm``."""
        with work(self.registry, actor or COMMAND) as request:
            yield request


@contextmanager
def open_instance(folder: Path, evolving: bool = False, restoring: bool = False) -> Iterator[Instance]:
    """Open the instance in ``folder``; its store is started for this time when it does not run.

    Raises SettingsError when it cannot be used, is older than the code (unless ``evolving``) or half
    restored (unless ``restoring``), Unavailable when the store cannot be reached.
    """
    settings = read_settings(folder)
    if not restoring:
        require_restored(folder)
    with _connected(settings) as registry:
        instance = Instance(settings, registry)
        if not evolving:
            require_evolved(instance)
        yield instance


@contextmanager
def _connected(settings: Settings) -> Iterator[Registry]:
    """The services on a store that runs. Raises Unavailable."""
    unreachable = f"the store of {settings.instance} cannot be reached"
    with ExitStack() as stores:
        try:
            registry = _configured(settings, stores)
        except ClientDisconnected:  # it was that of a command that was killed, and has ended meanwhile
            stores.close()
            try:
                registry = _configured(settings, stores)
            except ClientDisconnected as error:
                raise Unavailable(unreachable) from error
        try:
            yield registry
        except ClientDisconnected as error:  # the store starts anew after a purge
            raise Unavailable(unreachable) from error
        finally:
            for database in registry._zodb_databases.values():
                with suppress(NoTransaction):  # of a connection that was lost while it was opened
                    database.close()


def _configured(settings: Settings, stores: ExitStack) -> Registry:
    stores.enter_context(running_store(settings))
    return configure(settings, pages=False).registry


def require_restored(folder: Path) -> None:
    """Raise SettingsError while the instance is half restored."""
    if restoring_marker(folder).exists():
        raise SettingsError(f"{folder} is half restored: run the same 'restore' again")


def require_evolved(instance: Instance) -> None:
    """Raise SettingsError when the instance is older than the code."""
    with instance.work() as request:
        steps = pending(request)
    if steps:
        folder = instance.settings.instance
        raise SettingsError(
            f"{folder} is older than this program: run 'onestop-records evolve --instance {folder}' first"
        )


@contextmanager
def running_store(settings: Settings) -> Iterator[None]:
    """Have the store run: the one that does, or one for this time, which ends with its last user."""
    if not embedded(settings):
        yield
        return
    write_configuration(settings)
    with (settings.instance / "store-users.lock").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        if _served(settings):
            _wait_until_reachable(settings)
            yield
            return
        if reachable(settings):
            yield
            return
        store = Child("store", ["store", "--instance", str(settings.instance)])
        store.start()
        try:
            _wait_until_reachable(settings, store)
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            fcntl.flock(users, fcntl.LOCK_EX)  # others who found it running finish first
            store.ask_to_end()
            store.wait(PATIENCE)


def _served(settings: Settings) -> bool:
    """True while ``serve`` runs, which starts the store again should it be down just now."""
    with (settings.instance / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _wait_until_reachable(settings: Settings, store: Child | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reachable(settings):
        if (store and store.ended() is not None) or time.monotonic() > deadline:
            raise Unavailable(f"the store of {settings.instance} does not start; its message stands above")
        time.sleep(0.02)

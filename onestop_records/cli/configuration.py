"""What must be right before an instance may serve."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onestop_records.cli.instance import require_restored
from onestop_records.settings import Settings, SettingsError, read_settings

SHORTEST_SECRET = 32  # characters
PORTS = range(65536)
MAILS = ("", "smtp", "file")
SENDER = re.compile(r"[^@\s]+@[^@\s]+\Z")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def fit_settings(instance: Path) -> Settings:
    """The settings, when an instance with them may serve; raises SettingsError with all that is wrong."""
    settings = read_settings(instance)
    require_restored(instance)
    problems = unfit(settings)
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


def unfit(settings: Settings) -> list[str]:
    """Everything that forbids serving."""
    problems = []
    if not settings.demo and (len(settings.secret) < SHORTEST_SECRET or len(set(settings.secret)) < 10):
        problems.append(
            "secret: a default or guessable one is allowed in demo mode only; 'init' makes a random one"
        )
    if settings.port not in PORTS:
        problems.append(f"port: {settings.port} is not between 0 and 65535")
    if settings.web_processes < 0 or settings.web_threads < 1:
        problems.append("web_processes, web_threads: give at least one thread, and 0 or more processes")
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        problems.append(f"timezone: there is no {settings.timezone}")
    problems.extend(_mail(settings))
    return problems


def _mail(settings: Settings) -> Iterator[str]:
    if settings.mail not in MAILS:
        yield f"mail: {settings.mail!r} is none of smtp, file, or empty for no e-mail"
    if settings.mail and not SENDER.match(settings.mail_sender):
        yield f"mail_sender: {settings.mail_sender!r} is no address"


def advice(settings: Settings) -> list[str]:
    """What does not forbid serving, but should be put right."""
    found = []
    for path in (settings.instance / "onestop.ini", settings.keys_folder):
        if path.exists() and path.stat().st_mode & OTHERS:
            found.append(f"{path}: others can read it; take their permissions away (chmod go-rwx)")
    if settings.mail and not settings.site_address:
        found.append("site_address: without it letters cannot lead to the page that they are about")
    if settings.mail_password and not settings.mail_tls:
        found.append("mail_tls: the password of the mail server may cross the network in the clear")
    if settings.demo:
        found.append("demo: accounts with a printed password; never for real records")
    if not settings.behind_https and settings.host not in ("127.0.0.1", "::1", "localhost"):
        found.append(
            "behind_https: passwords cross the network in the clear; put a proxy with HTTPS in front"
        )
    return found

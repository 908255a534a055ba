"""Style sheets, scripts and icons, served with an address that changes when their content does."""

from functools import cache
from hashlib import sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.path import AssetResolver
from pyramid.request import Request
from pyramid.static import QueryStringCacheBuster

FOLDERS = ("css", "js", "icons")
YEAR = 365 * 24 * 3600


@cache
def digest(spec: str) -> str:
    """The first ten hex digits of the SHA-256 of an asset such as ``static:css/base.css``."""
    with AssetResolver().resolve(spec).stream() as stream:
        return sha256(stream.read()).hexdigest()[:10]


class DigestCacheBuster(QueryStringCacheBuster):
    """Adds ``?v=<digest of the content>``, so that browsers may keep a file for a year."""

    def tokenize(self, request: Request, subpath: str, kw: dict[str, Any]) -> str:
        return digest(kw["pathspec"])


class Nowhere:
    """Static files need no place in the archive and hence no store."""

    def __init__(self, request: Request) -> None:
        self.request = request


def includeme(config: Configurator) -> None:
    for folder in FOLDERS:
        config.add_static_view(f"static/{folder}", f"static:{folder}", cache_max_age=YEAR, factory=Nowhere)
        config.add_cache_buster(f"static:{folder}/", DigestCacheBuster("v"))

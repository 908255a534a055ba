"""A new archive begins: the site and the folders in it."""

from typing import Any

from pyramid_zodbconn import get_connection

from onestop_records.models.site import ROOT_KEY, Site


def evolve(request: Any) -> None:
    """Make the site unless there is one."""
    root = get_connection(request).root()
    if ROOT_KEY not in root:
        root[ROOT_KEY] = Site("一站式质量服务平台")

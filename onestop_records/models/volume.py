"""Volumes (案卷): what their items inherit (glossary, *item; volume*)."""

from typing import Any

from onestop_records.models.record import Record

INHERITED = ("category", "year", "unit", "retention")


def inherited(volume: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The values that an item of this volume has whatever it says itself; classified at least as high."""
    own = values.get("classification", volume.classification)
    return {
        **{name: getattr(volume, name) for name in INHERITED},
        "classification": max(own, volume.classification),
    }

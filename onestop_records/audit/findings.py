"""What ``verify`` found, in plain words."""

from dataclasses import dataclass, field

from translationstring import TranslationString

from onestop_records.i18n import _

MESSAGES = {
    "key-missing": _("The public key is missing, so no seal can be proved"),
    "seal-unreadable": _("Seal ${number} cannot be read"),
    "seal-missing": _("Seal ${number} is missing: seals were removed or their order was changed"),
    "seal-signature": _("Seal ${number} does not bear a valid signature of this archive's key"),
    "seal-order": _("Seal ${number} does not follow the seal before it: seals were exchanged or removed"),
    "seal-sums": _("Seal ${number} states sums that do not fit the seals before it"),
    "seals-removed": _("Seals after ${number} were removed: an anchor names seal ${anchored}"),
    "anchor-differs": _("Seal ${number} is not the one that was anchored"),
    "anchors-missing": _("The anchors of ${count} seals are missing"),
    "restore-unrecorded": _("The anchors tell of a restore that the trail does not know of"),
    "entry-unreadable": _("An entry of the trail cannot be read"),
    "entry-changed": _("An entry was changed, exchanged or removed, or another one put in before this place"),
    "entry-misplaced": _("An entry stands in the wrong place: entries were removed or reordered"),
    "entry-foreign": _("An entry of another subject stands in this trail"),
    "trail-cut": _("The last entries of the trail were removed"),
    "trail-longer": _("The trail holds sealed entries that no seal knows of"),
    "trail-head": _("The trail does not end with the entry that was sealed: it was changed or written anew"),
    "trail-missing": _("The whole trail was removed"),
    "trail-unknown": _("No seal knows of this trail"),
    "export-unreadable": _("Line ${number} of the export cannot be read"),
    "export-cut": _("The export is not complete: its last line is missing"),
}


@dataclass(frozen=True)
class Finding:
    """One disagreement; ``code`` is a key of ``MESSAGES``, ``subject`` and ``position`` tell where."""

    code: str
    subject: str = ""
    position: int = 0
    numbers: tuple[tuple[str, int], ...] = ()

    @property
    def message(self) -> TranslationString:
        """The finding in words."""
        return TranslationString(MESSAGES[self.code], mapping=dict(self.numbers))

    def __str__(self) -> str:
        place = f"{self.subject} {self.position or ''}".strip()
        return f"{place}: {self.message.interpolate()}" if place else self.message.interpolate()


@dataclass
class Report:
    """What was looked at, and every finding. ``unsealed`` entries are not proved yet; that is no fault."""

    seals: int = 0
    trails: int = 0
    entries: int = 0
    unsealed: int = 0
    last: str = ""  # the anchor of the newest seal
    restores: list[str] = field(default_factory=list)  # each time that the trail was set back by a restore
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, subject: str = "", position: int = 0, **numbers: int) -> None:
        """Note a finding."""
        self.findings.append(Finding(code, subject, position, tuple(numbers.items())))

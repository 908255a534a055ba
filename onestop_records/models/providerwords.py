"""Words for service agencies and experts."""

from onestop_records.i18n import _

KINDS = {"agency": _("Service agency"), "expert": _("Expert")}

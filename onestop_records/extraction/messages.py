"""Why a file could not be read, in plain words. Kept with the rendition as msgid, translated when shown."""

from onestop_records.i18n import _

NO_READER = _("Files of this format are kept as they are; their content is not read.")
ENCRYPTED = _("The file is encrypted and cannot be opened without its password.")
DAMAGED = _("The file is damaged or does not follow its format.")
NOT_SUPPORTED = _("The file uses a variant of its format that cannot be read.")
DECLARATIONS = _("The file holds XML declarations that could be an attack; it was not read.")
TOO_LONG = _("Reading the file took too long and was stopped.")
TOO_LARGE = _("Reading the file needs more memory than allowed.")
EXPLODES = _("The archive would unpack to far more than allowed; it was not read.")
TOO_MANY_PIXELS = _("The image has more pixels than can be shown.")
UNMARKABLE = _("This file cannot bear the mark of its reader, and without one it is not delivered.")
STOPPED = _("Reading the file failed and was stopped; nothing else is affected.")

"""Parts of cases, for the forms and the API: what each step is told."""

from collections.abc import Mapping
from typing import Any

from schemas.casejoint import JOINT
from schemas.casematching import MATCHING, MATCHING_UPLOADS

STEPS: Mapping[str, Any] = {**JOINT, **MATCHING}
BODIES: Mapping[str, Any] = {**STEPS, **MATCHING_UPLOADS}  # what the API takes
WITH_FILES = frozenset(MATCHING_UPLOADS)  # to these files may be attached

"""Parts of cases, for the forms and the API: what each step is told."""

from collections.abc import Mapping
from typing import Any

from schemas import caseagency, casematching
from schemas.caseagency import AGENCY, uploaded
from schemas.casejoint import JOINT
from schemas.casematching import MATCHING

STEPS: Mapping[str, Any] = {**JOINT, **AGENCY, **MATCHING}
WITH_FILES = caseagency.WITH_FILES | casematching.WITH_FILES
BODIES = {name: uploaded(body) if name in WITH_FILES else body for name, body in STEPS.items()}  # of the API

"""Says which templates are tested, before anything reads them.

Ours, whatever `region/` there is; or ours with the region that REGION names laid over them.
"""

import os

from chalicelib import settings

if "TEMPLATES" not in os.environ:
    os.environ["TEMPLATES"] = str(settings.ROOT / "templates")
    if os.environ.get("REGION"):
        from infra.region.merging import merged_with
        from infra.region.places import region_folder

        if region := region_folder():
            os.environ["TEMPLATES"] = str(merged_with(region))
    settings.TEMPLATES = settings.templates_in(os.environ)

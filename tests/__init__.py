"""Says which region is tested, before anything reads its settings.

That of tests/fixtures/first_region, whatever `region/` there is and whatever ours says; or that of
REGION. Either is laid over ours, so that pages, mails and themes are those that are shipped.
"""

import os

from chalicelib import settings

FIRST_REGION = settings.ROOT / "tests/fixtures/first_region"

if "TEMPLATES" not in os.environ:
    from infra.region.merging import merged_with
    from infra.region.places import region_folder

    region = (region_folder() if os.environ.get("REGION") else None) or FIRST_REGION
    os.environ["TEMPLATES"] = str(merged_with(region, kept=settings.ROOT / "build/tested"))
    settings.TEMPLATES = settings.templates_in(os.environ)

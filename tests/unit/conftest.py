"""Properties are checked on the same examples each time: a gate that fails says why, twice."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from ..support.simulated.cloud import Cloud

settings.register_profile("brigade", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("brigade")


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> "Cloud":
    """After a quiet quarter of an hour, which rings nothing."""
    from ..support.simulated.cloud import Cloud

    cloud = Cloud(monkeypatch)
    cloud.run(15)
    cloud.rung.clear()
    return cloud

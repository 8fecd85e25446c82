import pytest

from tests.support.cloud import Cloud


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """After a quiet quarter of an hour, which rings nothing."""
    cloud = Cloud(monkeypatch)
    cloud.run(15)
    cloud.rung.clear()
    return cloud

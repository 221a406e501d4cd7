"""The rules of every test: noon has not come yet on 2026-11-20, two hours east of Greenwich."""

from datetime import datetime, timedelta, timezone

import pytest

from vipsort.photo.dates.evidence import Rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return Rules(now=datetime.fromisoformat("2026-11-20"), tz=timezone(timedelta(hours=2)))

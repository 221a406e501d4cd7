"""Coroutines are run by asyncio, as the program's own are."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"

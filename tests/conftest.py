"""What every test has: the event loop of production, and no settings of the machine it runs on."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import uvloop

ROOT = Path(__file__).resolve().parent.parent
ARTEFACTS = ROOT / "test-artefacts"

# A developer's own settings must not decide whether a test passes.
for _name in [name for name in os.environ if name.startswith("VECHE_")]:
    del os.environ[_name]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, Callable[[], uvloop.Loop]]:
    """Tests run on the loop that the server runs on."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT

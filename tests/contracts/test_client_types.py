"""The web client's types of commands are those of the server."""

import shutil

import pytest

from tools.make_api_types import PROGRAM, TYPES, WEB, types


def test_the_generated_types_are_current() -> None:
    if not shutil.which("node") or not (WEB / PROGRAM).is_file():
        pytest.fail("the web client's packages are not installed: ./dev setup")
    assert TYPES.read_text("utf-8") == types(), "run: python tools/make_api_types.py"

"""Names of messages: exactly the form that clients take apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.bots.model.mids import LOW, mid_of, number_of, read_mid, seq_from, short_number
from veche.ground.errors import NotFound


@given(
    st.integers(-(1 << 53), 1 << 53), st.integers(0, 4_000_000_000_000), st.integers(1, 1 << 40), st.integers(0, LOW)
)
def test_a_mid_leads_back(chat: int, at_ms: int, seq: int, before: int):
    mid = mid_of(chat, at_ms, seq)
    place = read_mid(mid)
    assert (place.chat, place.at_ms) == (chat, at_ms)
    # Whoever knows a seq not far before it (the first one of that moment) finds it.
    assert seq_from(max(seq - before, 0), place.low) == seq
    assert read_mid(mid.removeprefix("mid.").upper().lower()) == place


def test_the_official_form():
    """As the reference took it from a real callback: the number holds the moment."""
    assert 0x019D47D58F2B3D9E >> 16 == 1775026671403
    chat = (-70801090403050).to_bytes(8, "big", signed=True).hex()
    assert mid_of(-70801090403050, 1775026671403, 0x3D9E) == f"mid.{chat}019d47d58f2b3d9e"
    assert number_of(1775026671403, 0x3D9E) == 0x019D47D58F2B3D9E
    assert short_number(1775026671403, 0x3D9E) == "AZ1H1Y8rPZ4"


@pytest.mark.parametrize(
    "mid", ["", "mid.", "7", "mid.zz", "mid." + "0" * 31, "mid." + "0" * 33, "mid." + "f" * 32, "мид"]
)
def test_what_no_message_is_called(mid: str):
    with pytest.raises(NotFound) as failure:
        read_mid(mid)
    assert failure.value.code == "message_not_found"

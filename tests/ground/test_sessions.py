"""Several sessions in one browser: which of them a request means, and that no other is taken for it."""

import pytest

from veche.ground.commands import Asker
from veche.ground.errors import SignedOut
from veche.ground.ids import DeviceId, PersonId
from veche.ground.sessions import WRONG, account_in, account_in_query, authenticate_as, token_for

TWO = "a=b; veche_session_12=twelve; veche_session_7=seven; c=d"
OLD = "veche_session=old; veche_session_12=twelve"


@pytest.mark.parametrize(
    ("cookie", "account", "token"),
    [
        (TWO, 7, "seven"),
        (TWO, 12, "twelve"),
        (TWO, 1, ""),
        (TWO, None, "twelve"),
        (OLD, 12, "twelve"),
        (OLD, 7, "old"),
        (OLD, None, "old"),
        ("", None, ""),
        ("", 7, ""),
        ("veche_session_7=first; veche_session_7=second", 7, "first"),
        ("xveche_session_7=no; veche_sessions=no", None, ""),
    ],
)
def test_the_cookie_of_an_account(cookie: str, account: int | None, token: str) -> None:
    assert token_for(cookie, account) == token


@pytest.mark.parametrize("said", ["-1", "7x", "٣", "1" * 17, "null", " 7"])
def test_who_is_no_number_is_nobody(said: str) -> None:
    assert account_in(said) == WRONG


def test_a_query_names_an_account() -> None:
    assert account_in_query(b"account=7") == 7
    assert account_in_query(b"range=1&account=12&account=7") == 12
    assert account_in_query(b"account=x") == WRONG
    assert account_in_query(b"") is account_in_query(b"account=") is account_in_query(b"accounts=7") is None


async def test_a_session_of_somebody_else_is_none() -> None:
    async def authenticate(token: str, address: str) -> Asker:
        return Asker(PersonId(7), DeviceId(1))

    assert (await authenticate_as(authenticate, "seven", "", account=7)).person == 7
    assert (await authenticate_as(authenticate, "seven", "", account=None)).person == 7
    for other in (12, WRONG, 0):
        with pytest.raises(SignedOut):
            await authenticate_as(authenticate, "seven", "", account=other)

"""Values for the examples of commands."""

from __future__ import annotations

from veche.ground.ids import ActorId, PersonId, PostId
from veche.identity import wire

TAG = "identity"
AT = 1_795_424_400_000
PERSON, POST = PersonId(96_432_153_608_192), PostId(96_432_153_610_240)
NAME, LOGIN = "Соколова Анна Петровна", "a.sokolova"
ME = wire.Me(
    id=PERSON,
    name=NAME,
    login=LOGIN,
    about="",
    locale="ru",
    administrator=False,
    posts=[
        wire.HeldPost(
            id=POST,
            title="Начальник отдела",
            name=NAME,
            unit="Отдел благоустройства",
            organisation="Администрация города",
        )
    ],
)
CARD = wire.ActorCard(id=ActorId(PERSON), kind="person", name=NAME)
CODE = "pO3bXn0yq4mC6vQk9TtW2sZr"
TOKEN = "S2nB0c7mYJc0gk3rM1s6bU9pQv4xE8wTz5hLfDaKoNi"
BAD_PASSWORD = ("password_too_short", "password_too_common", "text_too_long", "text_surrogate")
BAD_NAME = ("name_empty", "name_bidi", "text_control")

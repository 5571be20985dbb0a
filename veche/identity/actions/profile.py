"""The asker's own profile, and finding others."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.commands import Asker
from veche.ground.errors import BadInput, SignedOut
from veche.ground.ids import ActorId
from veche.ground.text import clean_name, clean_text
from veche.identity.actions.base import Needs, me_of
from veche.identity.events import ActorChanged, MeChanged
from veche.identity.model import ACTOR_MISSES, FIND, FIND_DAY, RENAME, search_query
from veche.identity.store import actors, people
from veche.identity.wire import ActorsAnswer, FindPeopleRequest, GetActorsRequest, Me, UpdateProfileRequest

ABOUT_LIMIT = 300


class Profile:
    """What a person tells about himself and learns about others."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def me(self, asker: Asker) -> Me:
        person = await people.asker_card(self._needs.db, asker.person)
        if person is None:
            raise SignedOut("signed_out")
        return await me_of(self._needs, self._needs.db, person)

    async def update(self, asker: Asker, request: UpdateProfileRequest) -> Me:
        """What is absent stays. A new name is the name of the person's posts too.

        Raises: name_empty, name_bidi, text_too_long, text_control, text_surrogate, too_many_requests.
        """
        needs = self._needs
        name = None if request.name is None else clean_name(request.name)
        about = None if request.about is None else clean_text(request.about, limit=ABOUT_LIMIT, field="about").strip()
        if name is not None:
            await needs.limits.take(RENAME, asker.person)
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            person = await people.lock_person(conn, asker.person)
            if person is None:
                raise SignedOut("signed_out")
            await people.set_profile(
                conn,
                person.id,
                about=person.about if about is None else about,
                locale=request.locale or person.locale,
            )
            if name is not None and name != person.name:
                card = await actors.set_actor_card(conn, ActorId(person.id), name=name, login=person.login)
                events += [ActorChanged(card), *await needs.posts.renamed(conn, person.id, name=name)]
            changed = await people.asker_card(conn, asker.person)
            assert changed is not None  # locked above
            me = await me_of(needs, conn, changed)
        needs.sessions.forget(asker.person)
        needs.tell([*events, MeChanged(asker.person)])
        return me

    async def find(self, asker: Asker, request: FindPeopleRequest) -> ActorsAnswer:
        """People and posts by the beginnings of their names, titles, logins. Twenty at most and no next page: this is
        for finding a colleague. Raises: query_too_short, too_many_requests."""
        query = search_query(request.query)
        if not query or not any(len(word) >= 2 for word in request.query.split()):
            raise BadInput("query_too_short")
        await self._needs.limits.take(FIND_DAY, asker.person)
        await self._needs.limits.take(FIND, asker.person)
        return ActorsAnswer(actors=await actors.find(self._needs.db, query, limit=request.limit))

    async def get(self, asker: Asker, request: GetActorsRequest) -> ActorsAnswer:
        """Cards by id, unknown ones left out. Whoever asks for many that do not exist is guessing, and is slowed down.

        Raises: too_many_requests.
        """
        wanted = list(dict.fromkeys(ActorId(number) for number in request.ids))
        cards = await actors.actor_cards(self._needs.db, wanted)
        if len(cards) < len(wanted):
            await self._needs.limits.take(ACTOR_MISSES, asker.person)
        return ActorsAnswer(actors=[cards[actor] for actor in wanted if actor in cards])

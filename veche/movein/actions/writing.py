"""A line of the spool as a row of the log: people become actors, numbers of the export become ours. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from veche.ground.ids import ActorId
from veche.messages.shapes import Entity, Extra, MovedMessage, MovedReaction, Origin, Service
from veche.movein.actions.bringing import Brought
from veche.movein.model import Given, Line


def moved_message(
    line: Line,
    *,
    source: str,
    key: int,
    actors: Mapping[str, ActorId],
    seqs: Mapping[int, int],
    brought: Sequence[Brought],
) -> MovedMessage:
    """`seqs`: of the messages that are there, by their numbers in the export."""
    attachments = [line.hanging] if line.hanging is not None else []
    text = line.text
    for file, each in zip(line.files, brought, strict=True):
        if each.attachment is not None:
            attachments.append(each.attachment)
        else:
            text = "\n".join(part for part in (text, file.note) if part)
    reactions = [_reaction(one, actors) for one in line.reactions]
    unnamed = {one.emoji: one.count - len(one.people) for one in reactions if one.count > len(one.people)}
    origin = Origin(name=line.origin, at=line.at) if line.origin is not None else None
    service = Service(act="moved", actor=actors[line.author], title=line.service) if line.service else None
    return MovedMessage(
        sender=actors[line.author],
        at_ms=line.at,
        key=key,
        text="" if service else text,
        entities=[one for one in (_entity(each, actors) for each in line.ranges) if one is not None],
        reply_to=seqs.get(line.reply_to) if line.reply_to is not None else None,
        origin=None if origin is None else msgspec.json.encode(origin).decode(),
        edited_ms=line.edited_at,
        reactions=reactions,
        service=service,
        extra=Extra(attachments=attachments, moved=source, unnamed=unnamed),
        topic=line.topic,
        files=[one.file for one in attachments if one.file is not None],
    )


def _reaction(given: Given, actors: Mapping[str, ActorId]) -> MovedReaction:
    people = list(dict.fromkeys(actors[key] for key in given.people if key in actors))
    return MovedReaction(given.emoji, max(given.count, len(people)), people)


def _entity(one: Mapping[str, Any], actors: Mapping[str, ActorId]) -> Entity | None:
    """A mention of somebody who never spoke there stays plain text."""
    person = one.get("person")
    if one["type"] == "mention" and person not in actors:
        return None
    return Entity(
        type=one["type"],
        offset=one["offset"],
        length=one["length"],
        url=one.get("url"),
        actor=None if person is None else actors[person],
        language=one.get("language"),
    )

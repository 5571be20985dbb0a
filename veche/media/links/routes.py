"""The command of previews."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command
from veche.media.links.actions import Links
from veche.media.links.wire import LinkCard, PreviewLink


def commands(links: Links) -> list[Command[Any, Any]]:
    return [
        Command(
            name="preview_link",
            summary="What a page says about itself, asked by the server; send it along as an attachment `link`",
            tag="files",
            request=PreviewLink,
            answer=LinkCard,
            run=links.ask,
            example=PreviewLink(url="https://city.example/news/park"),
            answer_example=LinkCard(
                url="https://city.example/news/park",
                found=True,
                title="Парк откроется в мае",
                description="Дорожки уложены, остались скамейки.",
                site="city.example",
                file=180388626450,
            ),
            errors=("too_many_requests",),
        )
    ]

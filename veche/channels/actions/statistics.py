"""Figures of a channel for those who run it: four statements, however large it is; counts only."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from msgspec import UNSET

from veche.channels import wire
from veche.channels.actions.base import Needs
from veche.channels.model import FIGURES_READ
from veche.channels.model.figures import average, growth_line, shown
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.ids import ChatId

POSTS: Final = 30
AVERAGE_OVER: Final = 10
WEEK: Final = timedelta(days=7)
DAYS: Final = 30
DAY: Final = timedelta(days=1)


class Statistics:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def of(self, asker: Asker, asked: wire.AboutStatistics) -> wire.Statistics:
        """Raises: not_your_post, chat_not_found, no_right, only_in_channels, too_many_requests."""
        needs, chat = self._needs, ChatId(asked.chat)
        count = await needs.rooms.run_by(asker, chat, as_=None if asked.as_ is UNSET else asked.as_)
        await needs.limits.take(FIGURES_READ, asker.person)
        now = needs.clock.now()
        first = (now - (DAYS - 1) * DAY).replace(hour=0, minute=0, second=0, microsecond=0)
        changes = await needs.growth(needs.db, chat, first)
        posts = await needs.views(needs.db, chat, POSTS)
        day, week = await needs.viewers(needs.db, chat, [seq for seq, _, _ in posts], [now - DAY, now - WEEK])
        return wire.Statistics(
            subscribers=shown(count),
            reach_day=shown(day),
            reach_week=shown(week),
            average_views=average([views for _, _, views in posts[:AVERAGE_OVER]]),
            days=[to_ms(first + day * DAY) for day in range(DAYS)],
            growth=growth_line(changes, now=count, last=now.date(), days=DAYS),
            posts=[wire.PostViews(seq, to_ms(at), shown(views)) for seq, at, views in posts],
        )

"""What this installation decided about channels; from its settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from msgspec import Struct

from veche.ground.config import Settings

PublicBy = Literal["everyone", "posts", "approval"]


class Policy(Struct, frozen=True, kw_only=True):
    """`public_by`, `most`, `badge_above`: of public channels; chats hold to them. `decide_in`: until an application
    goes on to the next body by itself. `appeal_in`: so long one may appeal. `answer_appeal_in`: until an appeal goes
    on. `papers`: without a document nothing can be handed in."""

    public_by: PublicBy = "everyone"
    most: int = 0
    badge_above: int = 0
    decide_in: timedelta = timedelta(days=15)
    appeal_in: timedelta = timedelta(days=30)
    answer_appeal_in: timedelta = timedelta(days=10)
    papers: bool = False


def policy_of(settings: Settings) -> Policy:
    return Policy(
        public_by=settings.channel_public_by,
        most=settings.channel_public_most,
        badge_above=settings.channel_badge_above,
        decide_in=timedelta(days=settings.channel_decide_days),
        appeal_in=timedelta(days=settings.channel_appeal_days),
        answer_appeal_in=timedelta(days=settings.channel_appeal_answer_days),
        papers=settings.channel_papers == "required",
    )

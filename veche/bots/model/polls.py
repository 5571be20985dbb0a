"""A poll in words: the other interface has none, and a bot must not take the message for an empty one."""

from __future__ import annotations

from veche.messages.shapes import Poll

MARK = "▫️"


def with_poll(text: str, poll: Poll | None) -> str:
    """The words of a message with the question and its options behind them; ranges of the words stay where they are."""
    if poll is None:
        return text
    lines = [poll.question, *(f"{MARK} {option.text}" for option in poll.options)]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)

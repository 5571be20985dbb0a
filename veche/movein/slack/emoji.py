"""Emoji by the names that Slack gives them. What Unicode calls the same needs no line here."""

from __future__ import annotations

import unicodedata
from typing import Final

from veche.ground.emoji import is_emoji

_TONES: Final = {f"skin-tone-{tone}": chr(0x1F3F9 + tone) for tone in range(2, 7)}
_NAMES: Final = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "heart": "❤️", "tada": "🎉", "joy": "😂",
    "smile": "😄", "smiley": "😃", "grinning": "😀", "grin": "😁", "laughing": "😆", "satisfied": "😆",
    "sweat_smile": "😅", "slightly_smiling_face": "🙂", "simple_smile": "🙂", "wink": "😉", "blush": "😊",
    "heart_eyes": "😍", "kissing_heart": "😘", "stuck_out_tongue": "😛",
    "stuck_out_tongue_winking_eye": "😜", "sunglasses": "😎", "thinking_face": "🤔", "neutral_face": "😐",
    "expressionless": "😑", "confused": "😕", "disappointed": "😞", "cry": "😢", "sob": "😭", "rage": "😡",
    "angry": "😠", "scream": "😱", "open_mouth": "😮", "astonished": "😲", "flushed": "😳", "sleeping": "😴",
    "upside_down_face": "🙃", "rolling_on_the_floor_laughing": "🤣", "face_with_rolling_eyes": "🙄",
    "hugging_face": "🤗", "pray": "🙏", "clap": "👏", "raised_hands": "🙌", "wave": "👋", "ok_hand": "👌",
    "muscle": "💪", "point_up": "☝️", "point_up_2": "👆", "point_down": "👇", "point_right": "👉",
    "point_left": "👈", "v": "✌️", "crossed_fingers": "🤞", "fist": "✊", "facepunch": "👊",
    "handshake": "🤝", "raised_hand": "✋", "hand": "✋", "white_check_mark": "✅",
    "heavy_check_mark": "✔️", "x": "❌", "heavy_plus_sign": "➕", "heavy_minus_sign": "➖",
    "exclamation": "❗", "heavy_exclamation_mark": "❗", "question": "❓", "bangbang": "‼️",
    "interrobang": "⁉️", "warning": "⚠️", "no_entry": "⛔", "no_entry_sign": "🚫", "100": "💯",
    "boom": "💥", "zap": "⚡", "star": "⭐", "sparkles": "✨", "sunny": "☀️", "cloud": "☁️",
    "snowflake": "❄️", "rainbow": "🌈", "coffee": "☕", "beer": "🍺", "beers": "🍻", "cake": "🍰",
    "birthday": "🎂", "pizza": "🍕", "gift": "🎁", "trophy": "🏆", "bulb": "💡", "memo": "📝", "pencil": "📝",
    "pencil2": "✏️", "calendar": "📆", "date": "📅", "hourglass": "⌛", "alarm_clock": "⏰", "bell": "🔔",
    "lock": "🔒", "key": "🔑", "mag": "🔍", "email": "✉️", "envelope": "✉️", "phone": "☎️",
    "computer": "💻", "wrench": "🔧", "gear": "⚙️", "bug": "🐛", "poop": "💩", "hankey": "💩", "shit": "💩",
    "skull": "💀", "dog": "🐶", "cat": "🐱", "see_no_evil": "🙈", "hear_no_evil": "🙉", "speak_no_evil": "🙊",
    "robot_face": "🤖", "ghost": "👻", "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉",
    "checkered_flag": "🏁", "ship": "🚢", "car": "🚗", "house": "🏠", "broken_heart": "💔",
    "blue_heart": "💙", "green_heart": "💚", "yellow_heart": "💛", "purple_heart": "💜", "black_heart": "🖤",
    "o": "⭕", "ru": "🇷🇺", "recycle": "♻️", "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️",
    "arrow_down": "⬇️", "shrug": "🤷", "facepalm": "🤦", "man-shrugging": "🤷‍♂️",
    "woman-shrugging": "🤷‍♀️", "man-facepalming": "🤦‍♂️", "woman-facepalming": "🤦‍♀️",
}  # fmt: skip


def emoji_of(name: str) -> str:
    """The emoji with this name, with its colour of skin; empty for those of a workspace's own."""
    base, _, tone = name.strip(":").partition("::")
    found = _NAMES.get(base)
    if found is None:
        try:
            found = unicodedata.lookup(base.replace("_", " ").replace("-", " ").upper())
        except KeyError:
            return ""
    if not is_emoji(found):
        return ""
    toned = found.rstrip("\ufe0f") + _TONES.get(tone, "")
    return toned if tone in _TONES and is_emoji(toned) else found

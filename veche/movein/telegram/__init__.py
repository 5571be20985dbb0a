"""The export of Telegram Desktop (`result.json`): reading it, and what it says in our words."""

"""The shapes of the Bot API. Optional fields are absent (UNSET), never null: several client libraries fail on null.
Times are milliseconds since 1970 UTC."""

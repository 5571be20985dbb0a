"""Tables as offices have them: text with delimiters in whatever encoding, and workbooks."""

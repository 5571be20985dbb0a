"""Rules of searching that need no database: words, queries, names."""

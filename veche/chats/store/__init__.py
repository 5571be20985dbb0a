"""SQL for the tables of this domain, by what it is about."""

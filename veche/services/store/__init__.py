"""SQL for the tables of services."""

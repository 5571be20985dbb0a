"""SQL for the tables of search: `parts` of chats, `names`, and `stems`, which only ask the database's dictionaries."""

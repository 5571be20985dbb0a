"""SQL for the tables of messages: `log` appends, `rows` reads, `changes` changes."""

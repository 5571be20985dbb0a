"""SQL of identity, by table. Each function is one statement."""

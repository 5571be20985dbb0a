"""SQL of the tables `channels_*`."""

"""The servers Veche is compared with."""

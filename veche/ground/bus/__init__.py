"""The bus wakes other processes: "chat X is at version N". It may lose anything; PostgreSQL's commit is the truth.

`NatsBus` stands in its own module, so that an installation without NATS does not load the client.
"""

from veche.ground.bus.memory import MemoryBus, MemoryHub
from veche.ground.bus.port import Bus, Gap, Hear

__all__ = ["Bus", "Gap", "Hear", "MemoryBus", "MemoryHub"]

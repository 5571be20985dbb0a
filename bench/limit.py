"""The floor of this machine: a C server that writes every frame once per receiver and does nothing else."""

from bench.host import accepts, built, first_line, free_port
from bench.rows import Row
from bench.side import Side


class Limit(Side):
    """Not a messenger: no sign-in, no chats, no database. Only the fan-out load makes sense here."""

    name = "limit"
    title = "C fan-out (wslimit)"

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()

    def missing(self) -> str:
        """A C compiler is needed for the load generators anyway."""
        return ""

    def version(self) -> str:
        """The compiler's."""
        return first_line("cc", "--version")

    def prepare(self, people: int) -> list[Row]:
        """Nothing to prepare."""
        self.fresh_folder()
        return []

    def command(self) -> list[str]:
        """One process, one thread."""
        return [str(built("load/wslimit.c")), str(self.port)]

    def ready(self) -> bool:
        """It listens."""
        return accepts(self.port)

    def generator(self, mode: str, n: int) -> list[str]:
        """The generator of Veche, without sign-in."""
        return [str(built("load/vload.c")), "--port", str(self.port), "--raw", "1"]

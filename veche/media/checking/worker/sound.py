"""The bars that stand for a recording: its loudness in up to a hundred steps."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterable

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

BARS, LEVELS = 100, "0123456789abcdefghijklmnopqrstuv"
RATE, STEP_MS = 8000, 20
# Half an hour; longer pieces are played by their length alone.
MOST_STEPS = 30 * 60 * 1000 // STEP_MS


class Bars:
    """Hears one recording, packet after packet."""

    def __init__(self) -> None:
        self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        self._peaks: list[int] = []
        self._rest: array[int] = array("h")
        self._broken = False

    def hear(self, decode: Callable[[], Iterable[object]]) -> None:
        if self._broken or len(self._peaks) > MOST_STEPS:
            return
        try:
            for frame in decode():
                if isinstance(frame, AudioFrame):
                    self._take(frame)
        except (FFmpegError, ValueError, MemoryError):
            self._broken = True

    def _take(self, frame: AudioFrame) -> None:
        with contextlib.suppress(FFmpegError, ValueError):
            for heard in self._resampler.resample(frame):
                self._rest.frombytes(bytes(heard.planes[0])[: heard.samples * 2])
        step = RATE * STEP_MS // 1000
        while len(self._rest) >= step:
            part = self._rest[:step]
            del self._rest[:step]
            self._peaks.append(max(*part, -min(part)))

    def text(self) -> str:
        """One character for a bar, the loudest being the highest; empty for silence and for what is too long."""
        peaks = self._peaks
        if not peaks or len(peaks) > MOST_STEPS or max(peaks) == 0:
            return ""
        count = min(BARS, len(peaks))
        bars = [max(peaks[len(peaks) * n // count : len(peaks) * (n + 1) // count]) for n in range(count)]
        most = max(bars)
        return "".join(LEVELS[round((bar / most) ** 0.6 * (len(LEVELS) - 1))] for bar in bars)

/** The picture of a sound: bars of 0 to 31, written as base-32 digits. */

const TOP = 31;

export function readWave(waveform: string): readonly number[] {
  return [...waveform].map((digit) => {
    const value = Number.parseInt(digit, 32);
    return Number.isNaN(value) ? 0 : value / TOP;
  });
}

/** As many bars as there is room for: each stands for the loudest of those it replaces. */
export function fitWave(bars: readonly number[], count: number): readonly number[] {
  if (bars.length === 0) return Array.from({ length: count }, () => 0.15);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * bars.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * bars.length) / count));
    return Math.max(...bars.slice(from, to), 0);
  });
}

/** Levels of a recording (0 to 1) as they are written. */
export function writeWave(levels: readonly number[], count = 100): string {
  const bars = fitWave(levels, Math.min(count, Math.max(1, levels.length)));
  const loudest = Math.max(...bars, 0.01);
  return bars.map((bar) => Math.round((bar / loudest) * TOP).toString(32)).join("");
}

/** Time that stands still until a test moves it. */
import type { Clock, TimerId } from "../ports";

interface Timer {
  readonly id: TimerId;
  readonly at: number;
  readonly run: () => void;
}

export class FakeClock {
  private time = 1_795_420_800_000;
  private lastId = 0;
  private timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  /** A clock for one client; a client that is killed runs no timer any more. */
  forClient(alive: () => boolean): Clock {
    return {
      now: () => this.time,
      after: (ms, run) => {
        this.lastId += 1;
        const id = this.lastId;
        this.timers.push({ id, at: this.time + Math.max(0, ms), run: () => alive() && run() });
        return id;
      },
      cancel: (timer) => {
        this.timers = this.timers.filter((other) => other.id !== timer);
      },
    };
  }

  /** Moves the time on, running what falls due in order, with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
      await settled();
    }
    this.time = until;
  }
}

/** Everything that only waits for promises has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

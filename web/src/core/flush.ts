/** Collects what changed and tells the screen about it in one go. */
import type { Clock, Surroundings, TimerId } from "./ports";

const FLUSH_MS = 100;
const HIDDEN_FLUSH_MS = 250;

export class Flusher {
  private readonly listeners = new Set<() => void>();
  private timer: TimerId | null = null;
  private due = 0;

  constructor(
    private readonly clock: Clock,
    private readonly surroundings: Surroundings,
    /** Makes the changes visible to readers; runs before the listeners. */
    private readonly publish: () => void,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Something changed: show it with the next flush. */
  soon(within = this.surroundings.visible() ? FLUSH_MS : HIDDEN_FLUSH_MS): void {
    const due = this.clock.now() + within;
    if (this.timer !== null) {
      if (this.due <= due) return;
      this.clock.cancel(this.timer);
    }
    this.due = due;
    this.timer = this.clock.after(within, () => this.now());
  }

  /** Show everything at once: one's own acts, and answers that a screen waits for. */
  now(): void {
    if (this.timer !== null) this.clock.cancel(this.timer);
    this.timer = null;
    this.publish();
    for (const listener of [...this.listeners]) listener();
  }

  stop(): void {
    if (this.timer !== null) this.clock.cancel(this.timer);
    this.timer = null;
  }
}

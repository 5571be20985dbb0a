import { useEffect, useSyncExternalStore } from "react";
import type { ActorId, Client } from "../core";
import { useClient, useConnection } from "./client";

/** The server tells of changes for two and a half minutes after it was asked. */
const AGAIN_MS = 120_000;
const COLLECT_MS = 40;
const BATCH = 100;

export interface Seen {
  readonly online: boolean;
  readonly seen?: number;
}

/** When people were there, for all places of one client that show it: asked together, then told by the server. */
class Presences {
  private readonly known = new Map<ActorId, Seen>();
  private readonly shown = new Map<ActorId, number>();
  private readonly listeners = new Set<() => void>();
  private readonly fresh = new Set<ActorId>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: Client) {
    client.hear((event) => {
      if (event.ev !== "presence" || !this.shown.has(event.actor)) return;
      this.known.set(event.actor, seenOf(event));
      this.tell();
    });
    setInterval(() => this.askAgain(), AGAIN_MS);
    document.addEventListener("visibilitychange", () => this.askAgain());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  of(actor: ActorId): Seen | undefined {
    return this.known.get(actor);
  }

  /** From now on this actor is on the screen. */
  show(actor: ActorId): () => void {
    const places = this.shown.get(actor) ?? 0;
    this.shown.set(actor, places + 1);
    if (places === 0) this.ask(actor);
    return () => {
      const left = (this.shown.get(actor) ?? 1) - 1;
      if (left > 0) this.shown.set(actor, left);
      else this.shown.delete(actor);
    };
  }

  askAgain(): void {
    if (document.visibilityState === "visible") for (const actor of this.shown.keys()) this.ask(actor);
  }

  private ask(actor: ActorId): void {
    this.fresh.add(actor);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const all = [...this.fresh].filter((one) => this.shown.has(one));
      this.fresh.clear();
      for (let at = 0; at < all.length; at += BATCH) this.fetch(all.slice(at, at + BATCH));
    }, COLLECT_MS);
  }

  private fetch(actors: readonly ActorId[]): void {
    this.client.call("get_presence", { actors: [...actors] }).then(
      ({ presence }) => {
        for (const actor of actors) this.known.delete(actor);
        for (const one of presence) this.known.set(one.actor, seenOf(one));
        this.tell();
      },
      // Without a connection nothing is shown; the next one asks again.
      () => undefined,
    );
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function seenOf({ online, seen }: { online?: boolean; seen?: number | null }): Seen {
  return { online: online ?? false, ...(seen ? { seen } : {}) };
}

const all = new WeakMap<Client, Presences>();

function presencesOf(client: Client): Presences {
  const known = all.get(client) ?? new Presences(client);
  all.set(client, known);
  return known;
}

/** Whether this person is there, as far as he shows it; undefined while nobody knows. */
export function usePresence(actor: ActorId | undefined): Seen | undefined {
  const presences = presencesOf(useClient());
  const online = useConnection().status === "online";
  useEffect(() => (actor === undefined || !online ? undefined : presences.show(actor)), [presences, actor, online]);
  const seen = useSyncExternalStore(presences.subscribe, () => (actor === undefined ? undefined : presences.of(actor)));
  return online ? seen : undefined;
}

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useUi } from "../../common/state";
import type { Client, Session } from "../../core";
import { Watch } from "./watch";

const ME = 1;
const POST = 9;
const SHOW = { sound: vi.fn(), desktop: vi.fn(), summary: vi.fn(), badge: vi.fn() };

/** A client that is online, and what its page says of the person. */
function page() {
  const said: unknown[] = [];
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.push(listener);
    return () => undefined;
  };
  const state = { shown: true, hats: [ME, POST] };
  const client = {
    read: {
      connection: () => ({ status: "online" }),
      session: () =>
        ({ status: "signed_in", me: { id: ME }, hats: state.hats.map((id) => ({ id })) }) as unknown as Session,
      unread: () => ({ messages: 0 }),
    },
    hear: () => () => undefined,
    subscribe,
    call: async (name: string, fields: unknown) => {
      if (name === "set_there") said.push(fields);
      return { settings: {} };
    },
  } as unknown as Client;
  const stop = new Watch(client, SHOW, { now: () => state.shown, subscribe }).start();
  return { said, state, changed, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { visibilityState: "visible", addEventListener: vi.fn(), removeEventListener: vi.fn() });
  useUi.setState({ hat: 0 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the switch of the hat is said at once, and only the switch", () => {
  const { said, changed, stop } = page();
  useUi.setState({ hat: POST });
  useUi.setState({ lowData: true });
  changed();
  useUi.setState({ hat: ME });
  useUi.setState({ hat: 0 });
  stop();
  expect(said).toEqual([{ there: true }, { there: true, as: POST }, { there: true }]);
});

test("a post that was taken away, and an account that is not on the screen, are private", () => {
  useUi.setState({ hat: POST });
  const { said, state, changed, stop } = page();
  state.hats = [ME];
  changed();
  state.hats = [ME, POST];
  changed();
  state.shown = false;
  changed();
  stop();
  expect(said).toEqual([{ there: true, as: POST }, { there: true }, { there: true, as: POST }, { there: true }]);
});

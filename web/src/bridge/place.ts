import { BridgeError, type Channel } from "./channel";
import type { Position } from "./protocol";

const DENIED = 1;
const AWAY = 2;

/**
 * `navigator.geolocation` inside the frame: the client asks the person, finds the place itself and hands it over. The
 * app never gets the right to look by itself, so what was allowed once is over with the frame.
 */
export function bridgePlace(page: Window, channel: Channel): void {
  const watches = new Set<number>();
  let last = 0;
  const find = (good: PositionCallback, bad: PositionErrorCallback | null | undefined, live: () => boolean) => {
    channel.ask("place", {}).then(
      (answer) => live() && good(position(answer as Position)),
      (error: unknown) => live() && bad?.(trouble(error)),
    );
  };
  const geolocation = {
    getCurrentPosition: (good: PositionCallback, bad?: PositionErrorCallback | null) => find(good, bad, () => true),
    watchPosition: (good: PositionCallback, bad?: PositionErrorCallback | null) => {
      last += 1;
      const id = last;
      watches.add(id);
      find(good, bad, () => watches.has(id));
      return id;
    },
    clearWatch: (id: number) => {
      watches.delete(id);
    },
  };
  Object.defineProperty(page.navigator, "geolocation", { value: geolocation, configurable: true });
}

function position({ latitude, longitude, accuracy }: Position): GeolocationPosition {
  const coords = {
    latitude,
    longitude,
    accuracy,
    altitude: null,
    altitudeAccuracy: null,
    heading: null,
    speed: null,
  };
  const found = { coords: { ...coords, toJSON: () => coords }, timestamp: Date.now() };
  return { ...found, toJSON: () => found };
}

function trouble(error: unknown): GeolocationPositionError {
  const code = error instanceof BridgeError && error.code.endsWith(".denied") ? DENIED : AWAY;
  return { code, message: String(error), PERMISSION_DENIED: DENIED, POSITION_UNAVAILABLE: AWAY, TIMEOUT: 3 };
}

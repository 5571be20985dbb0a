import { describe, expect, it, vi } from "vitest";
import { openChannel } from "./channel";
import { readLaunch } from "./launch";
import { bridgePlace } from "./place";
import type { Asked } from "./protocol";
import { isAsked } from "./protocol";
import { makeWebApp } from "./webapp";

const HOST = "https://veche.city.example";

/** A page inside a frame, with the client on the other side played by the test. */
function makeFrame(framed = true) {
  const heard: Asked[] = [];
  const targets: string[] = [];
  const listeners: ((message: Partial<MessageEvent>) => void)[] = [];
  const parent = {
    postMessage: (data: Asked, target: string) => {
      heard.push(data);
      targets.push(target);
    },
  };
  const vibrate = vi.fn(() => true);
  const page = {
    parent,
    top: {},
    innerWidth: 390,
    innerHeight: 700,
    navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64)", vibrate } as unknown as Navigator,
    addEventListener: (_: string, listener: (message: Partial<MessageEvent>) => void) => listeners.push(listener),
  };
  const window_ = (framed ? page : Object.assign(page, { parent: page })) as unknown as Window;
  const say = (data: unknown, from: Partial<MessageEvent> = {}) => {
    for (const listener of listeners) {
      listener({ data, origin: HOST, source: parent as unknown as Window, ...from });
    }
  };
  const channel = openChannel(window_, HOST);
  const app = makeWebApp(
    window_,
    readLaunch("#WebAppData=&WebAppPlatform=web&WebAppVersion=26.11", undefined),
    channel,
  );
  return { app, page: window_, channel, heard, targets, say, vibrate };
}

const last = <T>(list: readonly T[]): T => {
  const one = list.at(-1);
  if (one === undefined) throw new Error("nothing was said");
  return one;
};

describe("launch data", () => {
  const user = JSON.stringify({ id: 7, first_name: "Анна & Ко", language_code: "ru" });
  const data = `auth_date=1795424400&user=${encodeURIComponent(user)}&start_param=a-b_c&hash=00ff`;
  const hash = `#WebAppData=${encodeURIComponent(data)}&WebAppPlatform=web&WebAppVersion=26.11.0`;

  it("is the signed text as it came, and read", () => {
    const launch = readLaunch(hash, undefined);
    expect(launch.data).toBe(data);
    expect(launch.unsafe).toEqual({
      auth_date: 1795424400,
      user: { id: 7, first_name: "Анна & Ко", language_code: "ru" },
      start_param: "a-b_c",
      hash: "00ff",
    });
    expect(launch.version).toBe("26.11.0");
  });

  it("stays on the second page of an app, and is empty outside of a messenger", () => {
    const kept = new Map<string, string>();
    const keep = { getItem: (key: string) => kept.get(key) ?? null, setItem: (k: string, v: string) => kept.set(k, v) };
    readLaunch(hash, keep as unknown as Storage);
    expect(readLaunch("#page-2", keep as unknown as Storage).data).toBe(data);
    expect(readLaunch("", undefined)).toEqual({ data: "", unsafe: {}, platform: "web", version: "" });
  });

  it("bears what is broken", () => {
    expect(readLaunch(`#WebAppData=${encodeURIComponent("user={&auth_date=x")}`, undefined).unsafe.user).toEqual({});
  });
});

describe("the channel", () => {
  it("speaks to the origin of its script, and hears nobody else", async () => {
    const { app, page, heard, targets, say } = makeFrame();
    const answer = app.requestContact();
    const asked = last(heard);
    expect(isAsked(asked)).toBe(true);
    expect([asked.ask, last(targets)]).toEqual(["contact", HOST]);
    say({ veche: 1, re: asked.id, ok: { phone: "70000000000" } }, { origin: "https://evil.example" });
    say({ veche: 1, re: asked.id, ok: { phone: "70000000001" } }, { source: {} as Window });
    say("noise");
    // It is the client above the empty page around us that answers.
    say({ veche: 1, re: asked.id, ok: { phone: "79001234567", authDate: 1, hash: "h" } }, { source: page.top });
    expect(await answer).toEqual({ phone: "79001234567", authDate: 1, hash: "h" });
  });

  it("gives a refusal as an error with a code", async () => {
    const { app, heard, say } = makeFrame();
    const answer = app.requestContact();
    say({ veche: 1, re: last(heard).id, error: "client.request_phone.cancelled" });
    await expect(answer).rejects.toMatchObject({ error: { code: "client.request_phone.cancelled" } });
  });

  it("refuses everything outside of a frame", async () => {
    const { app, heard } = makeFrame(false);
    await expect(app.downloadFile("https://a.example/x.ics", "x.ics")).rejects.toMatchObject({
      code: "client.not_in_messenger",
    });
    app.close();
    expect(heard).toEqual([]);
  });
});

describe("the members", () => {
  it("are all there", () => {
    const { app } = makeFrame();
    const members = [
      "initData initDataUnsafe platform version deviceName getLaunchContext getViewportSize ready close onEvent offEvent",
      "enableClosingConfirmation disableClosingConfirmation enableVerticalSwipes disableVerticalSwipes BackButton",
      "requestScreenMaxBrightness restoreScreenBrightness ScreenCapture DeviceStorage SecureStorage openLink openMaxLink",
      "shareContent shareMaxContent downloadFile openCodeReader requestContact HapticFeedback BiometricManager NfcManager",
    ].flatMap((line) => line.split(" "));
    expect(Object.keys(app).sort()).toEqual(members.sort());
  });

  it("tell the size both to those who wait and to those who do not", async () => {
    const { app } = makeFrame();
    expect(app.getViewportSize().width).toBe("390");
    expect((await app.getViewportSize()).height).toBe("700");
    expect((await app.getLaunchContext()).entryPoint).toBe("default");
  });

  it("hear the back button as long as they want to", () => {
    const { app, heard, say } = makeFrame();
    const pressed = vi.fn();
    app.BackButton.show();
    app.BackButton.onClick(pressed);
    expect([app.BackButton.isVisible, last(heard).with]).toEqual([true, { visible: true }]);
    say({ veche: 1, event: "back" });
    app.BackButton.offClick(pressed);
    say({ veche: 1, event: "back" });
    expect(pressed).toHaveBeenCalledTimes(1);
    app.BackButton.hide();
    expect(app.BackButton.isVisible).toBe(false);
  });

  it("tell of an answer by an event too", async () => {
    const { app, heard, say } = makeFrame();
    const shared = vi.fn();
    app.onEvent("WebAppShare", shared);
    const answer = app.shareContent({ text: "Запись на приём" });
    say({ veche: 1, re: last(heard).id, ok: { status: "shared" } });
    await answer;
    expect(shared).toHaveBeenCalledWith({ status: "shared" });
  });

  it("refuse what a browser does not have", async () => {
    const { app } = makeFrame();
    await expect(app.SecureStorage.getItem()).rejects.toMatchObject({ code: "client.secure_storage.not_supported" });
    await expect(app.requestScreenMaxBrightness()).rejects.toThrow("not_supported");
    await expect(app.ScreenCapture.disableScreenCapture()).rejects.toThrow("not_supported");
    await app.BiometricManager.init();
    expect([app.BiometricManager.isInited, app.BiometricManager.isBiometricAvailable]).toEqual([true, false]);
    await expect(app.BiometricManager.authenticate()).rejects.toThrow("not_supported");
    await expect(app.NfcManager.read()).rejects.toThrow("not_supported");
  });

  it("tremble where the device can", async () => {
    const { app, vibrate } = makeFrame();
    await app.HapticFeedback.impactOccurred("heavy");
    await app.HapticFeedback.notificationOccurred("error");
    await app.HapticFeedback.selectionChanged();
    expect(vibrate.mock.calls.length).toBe(3);
  });
});

describe("the place", () => {
  it("is what the client hands over, or a refusal that pages know", async () => {
    const { page, channel, heard, say } = makeFrame();
    bridgePlace(page, channel);
    const found = new Promise<GeolocationPosition>((good, bad) =>
      page.navigator.geolocation.getCurrentPosition(good, bad),
    );
    say({ veche: 1, re: last(heard).id, ok: { latitude: 55.75, longitude: 37.62, accuracy: 20 } });
    expect((await found).coords.latitude).toBe(55.75);
    const refused = new Promise<GeolocationPositionError>((bad) =>
      page.navigator.geolocation.watchPosition(() => undefined, bad),
    );
    say({ veche: 1, re: last(heard).id, error: "client.place.denied" });
    expect((await refused).code).toBe(1);
  });
});

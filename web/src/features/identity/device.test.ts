import { expect, it } from "vitest";
import { deviceName } from "./device";

it("names the browser and the system", () => {
  expect(
    deviceName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"),
  ).toBe("Chrome, Linux");
  expect(deviceName("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 YaBrowser/24.1 Safari/537.36")).toBe(
    "Яндекс Браузер, Windows",
  );
  expect(
    deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"),
  ).toBe("Safari, iOS");
  expect(deviceName("curl/8")).toBe("");
});

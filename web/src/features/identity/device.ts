/** How this device is called in the list of devices: the browser and the system, nothing that tells one person from another. */
export function deviceName(agent: string): string {
  const browser = first(agent, [
    [/Edg\//, "Edge"],
    [/YaBrowser\//, "Яндекс Браузер"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = first(agent, [
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS/, "macOS"],
    [/Linux|X11/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ");
}

function first(agent: string, names: readonly (readonly [RegExp, string])[]): string {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? "";
}

/** What came in the address: `#WebAppData=…&WebAppPlatform=…&WebAppVersion=…`. */
export interface Launch {
  readonly data: string;
  readonly unsafe: Readonly<Record<string, unknown>>;
  readonly platform: string;
  readonly version: string;
}

const KEPT = "WebAppLaunch";
const NUMBERS = new Set(["auth_date"]);
const OBJECTS = new Set(["user", "chat"]);

/** An app of several pages has the fragment on its first one only: it is kept as long as the frame lives. */
export function readLaunch(hash: string, keep: Pick<Storage, "getItem" | "setItem"> | undefined): Launch {
  const found = hash.includes("WebAppData=") ? hash : (kept(keep) ?? "");
  if (found === hash && found) store(keep, found);
  const params = new URLSearchParams(found.replace(/^#/, ""));
  const data = params.get("WebAppData") ?? "";
  return {
    data,
    unsafe: unsafe(data),
    platform: params.get("WebAppPlatform") ?? "web",
    version: params.get("WebAppVersion") ?? "",
  };
}

function unsafe(data: string): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(data)) {
    if (NUMBERS.has(key)) read[key] = Number(value);
    else if (OBJECTS.has(key)) read[key] = parsed(value);
    else read[key] = value;
  }
  return read;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function kept(keep: Pick<Storage, "getItem"> | undefined): string | null {
  try {
    return keep?.getItem(KEPT) ?? null;
  } catch {
    return null;
  }
}

function store(keep: Pick<Storage, "setItem"> | undefined, hash: string): void {
  try {
    keep?.setItem(KEPT, hash);
  } catch {
    // A frame without storage has what it needs on its first page.
  }
}

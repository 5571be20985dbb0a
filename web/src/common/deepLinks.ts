import { navigate } from "wouter/use-browser-location";

/** Where an address leads inside of this client; undefined for what is not ours. */
export function placeOf(address: string, origin: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, origin);
  } catch {
    return undefined;
  }
  if (url.protocol === "max:") return url.host === "user" ? `/user${url.pathname}` : undefined;
  if (url.origin === origin) return `${url.pathname}${url.search}${url.hash}`;
  // Bots that came from MAX bring its links along; what they name is looked for here.
  if (url.hostname !== "max.ru") return undefined;
  const [first = "", ...rest] = url.pathname.split("/").filter(Boolean);
  if (first === ":share") return `/share${url.search}`;
  if (first === "join" || first === "c") return `/${[first, ...rest].join("/")}`;
  return rest.length === 0 && first ? `/bot/${first}${url.search}` : undefined;
}

/** Follows an address: inside of this client where it leads here, otherwise in a window that knows nothing of us. */
export function openLink(address: string): void {
  const place = placeOf(address, location.origin);
  if (place) navigate(place);
  else if (/^https?:/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
}

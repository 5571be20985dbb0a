/** What stands in a QR code of a new device: our own address with the code behind "#". Anything else is not for us. */
export function codeOf(text: string, origin: string): string | undefined {
  const typed = text.trim();
  if (/^[0-9a-z]{4}[-\s]?[0-9a-z]{4}$/i.test(typed)) return typed;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return undefined;
  }
  return url.origin === origin && url.pathname === "/link" && url.hash.length > 1 ? url.hash.slice(1) : undefined;
}

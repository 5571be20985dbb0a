/** Whether this browser, at this address, can use passkeys: they are bound to a name, over https or on this very machine. */
export function passkeysHere(): boolean {
  return window.isSecureContext && "PublicKeyCredential" in window && !isNumber(location.hostname);
}

/** Network numbers are no names: neither 192.0.2.7 nor [2001:db8::1]. */
export function isNumber(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(":") || host.startsWith("[");
}

/** The person closed the browser's question, or it has run out: nothing to complain about. */
export function isChange(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === "NotAllowedError" || thrown.name === "AbortError");
}

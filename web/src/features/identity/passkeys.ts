import type { Answer, Ask } from "../../core";

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

export async function signChallenge(
  asked: Answer<"get_passkey_challenge">,
): Promise<Ask<"sign_in_with_passkey">["passkey"]> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: asked.challenge,
      rpId: asked.site,
      timeout: asked.seconds * 1000,
      userVerification: "required",
    },
  });
  return {
    credential: id,
    client_data: response.clientDataJSON,
    authenticator_data: response.authenticatorData,
    signature: response.signature,
    ...(response.userHandle ? { user_handle: response.userHandle } : {}),
  };
}

export async function makePasskey(asked: Answer<"begin_passkey">): Promise<Omit<Ask<"add_passkey">, "name">> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: asked.challenge,
      rp: { id: asked.site, name: "Veche" },
      user: { id: asked.user, name: asked.login, displayName: asked.name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      timeout: asked.seconds * 1000,
      excludeCredentials: asked.known.map((known) => ({ id: known, type: "public-key" })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  });
  return { credential: id, client_data: response.clientDataJSON, attestation: response.attestationObject };
}

const LOW = 0xffff;

export interface PostPlace {
  /** Milliseconds. */
  readonly at: number;
  /** The last 16 bits of its number in the chat. */
  readonly low: number;
}

/** The last part of a link to a message as bots make it: (milliseconds << 16) + the low bits of the seq, in base64. */
export function readPost(text: string): PostPlace | undefined {
  if (!/^[\w-]{11}$/.test(text)) return undefined;
  const bytes = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const number = [...bytes].reduce((sum, sign) => (sum << 8n) | BigInt(sign.charCodeAt(0)), 0n);
  return { at: Number(number >> 16n), low: Number(number & 0xffffn) };
}

/** The first seq at or after `first` that ends in these bits. */
export function seqFrom(first: number, low: number): number {
  return first + ((low - first) & LOW);
}

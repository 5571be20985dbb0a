import type { Me } from "../core";

/** Whether somebody may change a whole organisation (no path) or a unit: `path` are the units above it and itself. */
export function mayAdminister(me: Me, organisation: number, path: readonly number[] = []): boolean {
  if (me.administrator) return true;
  return (me.administers ?? []).some(
    (part) => part.organisation === organisation && (part.unit === null || path.includes(part.unit)),
  );
}

/** Whether there is any part of the directory that somebody administers. */
export function administersSome(me: Me): boolean {
  return me.administrator || (me.administers ?? []).length > 0;
}

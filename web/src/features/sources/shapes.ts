import { useEffect } from "react";
import type { Answer } from "../../core";

export type Scim = Answer<"get_scim">;
export type Token = NonNullable<Scim["tokens"]>[number];
export type Directories = Answer<"list_directories">;
export type Directory = Directories["directories"][number];
export type Profile = Directory["profile"];
export type Tried = Answer<"try_directory">["people"][number];
export type Change = NonNullable<Scim["changes"]>[number];

const LOOK_MS = 1500;

/** Asks again while something goes on and somebody is looking. */
export function useLooking(going: boolean, again: () => void): void {
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => document.visibilityState === "visible" && again(), LOOK_MS);
    return () => clearInterval(timer);
  }, [going, again]);
}

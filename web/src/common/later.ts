import { type ComponentType, type LazyExoticComponent, lazy as lazyOnce } from "react";
import { addWords, type Words } from "./locale";

const AGAIN_MS = 2000;

/**
 * A view that comes when it is first needed. Without a network it may not be on the device yet: then it is tried until
 * it comes, and meanwhile everything else goes on.
 */
export function lazy<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazyOnce(async () => {
    for (;;) {
      try {
        return await load();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  });
}

/** The same, together with the words of the features it is made of. */
export function later<Props>(
  words: readonly Words[],
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [view] = await Promise.all([load(), ...words.map(addWords)]);
    return view;
  });
}

import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { addWords, type Words } from "./locale";

/** A view that comes when it is first needed, together with the words of the features it is made of. */
export function later<Props>(
  words: readonly Words[],
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [view] = await Promise.all([load(), ...words.map(addWords)]);
    return view;
  });
}

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Attached, TrayProps } from "../../common/media";

/** What was put to an unsent message, while other chats are looked at. */
const kept = new Map<string, Attached>();

/** Files that will go with the next message: chosen, pasted, or drawn over the chat. */
export function useAttached(place: string, edges: RefObject<HTMLElement | null>) {
  const [items, setItems] = useState<Attached>(() => kept.get(place) ?? []);
  const [incoming, setIncoming] = useState<TrayProps["incoming"]>();
  // The writer has taken the preview of his link away.
  const bare = useRef(false);
  useEffect(() => {
    // The preview of a link comes back by itself with the words.
    const own = items.filter(({ type }) => type !== "link");
    if (own.length > 0) kept.set(place, own);
    else kept.delete(place);
  }, [items, place]);
  const take = useCallback((files: readonly File[], asFile = false) => {
    if (files.length > 0) setIncoming({ files, asFile });
  }, []);
  const taken = useCallback(() => setIncoming(undefined), []);
  const clear = useCallback(() => {
    setItems([]);
    bare.current = false;
  }, []);
  const over = useDrop(edges, take);
  return { items, change: setItems, incoming, take, taken, clear, over, bare };
}

/** Files from outside over the column of the chat; true while they hover there. */
function useDrop(edges: RefObject<HTMLElement | null>, take: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const column = edges.current?.closest<HTMLElement>(".col");
    if (!column) return;
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const count = (by: number) => (event: DragEvent) => {
      if (!withFiles(event)) return;
      depth.current = Math.max(0, depth.current + by);
      setOver(depth.current > 0);
    };
    const enter = count(1);
    const leave = count(-1);
    const move = (event: DragEvent) => withFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const heard = [
      ["dragenter", enter],
      ["dragleave", leave],
      ["dragover", move],
      ["drop", drop],
    ] as const;
    for (const [name, listener] of heard) column.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of heard) column.removeEventListener(name, listener);
    };
  }, [edges, take]);
  return over;
}

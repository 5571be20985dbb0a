import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** The value when it has stood still for a moment: not every letter is a question. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

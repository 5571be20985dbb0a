import { useEffect } from "react";
import { useLocation } from "wouter";

/** How long a screen may take to come before the focus is left where it is. */
const PATIENCE_MS = 5000;

/** When a screen goes and takes the focus along, the new screen's heading gets it: nobody has to begin at the top. */
export default function FocusAlong() {
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the change that it is about
  useEffect(() => {
    const end = performance.now() + PATIENCE_MS;
    let frame = 0;
    const look = () => {
      const at = document.activeElement;
      const lost = !at || at === document.body || !at.checkVisibility({ visibilityProperty: true });
      const heading = [...document.querySelectorAll<HTMLElement>("main h1, main .list-head h1, main")].find((one) =>
        one.checkVisibility({ visibilityProperty: true }),
      );
      if (lost && heading) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      } else if (lost && performance.now() < end) frame = requestAnimationFrame(look);
    };
    // A view that takes the focus by itself comes first.
    const timer = setTimeout(look, 50);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [path]);
  return null;
}

import { useEffect } from "react";
import { useShowing } from "../../common/media";

/** "Back" (the key of a phone, the gesture, the button of the browser) closes what fills the screen and leads no further. */
export function useBack(close: () => void): void {
  useEffect(() => {
    if (!history.state?.viewer) history.pushState({ viewer: true }, "");
    addEventListener("popstate", close);
    return () => {
      removeEventListener("popstate", close);
      // Closed in another way: its own step in the history goes too, unless somebody has gone on from there.
      queueMicrotask(() => {
        if (history.state?.viewer && !useShowing.getState().viewing) history.back();
      });
    };
  }, [close]);
}

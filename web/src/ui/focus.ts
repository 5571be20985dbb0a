/** Where the focus goes when what it was in is gone: to what had it before, or as near to that as something is left. */

/** What can have the focus; not a place for text, which would bring up the keyboard of a phone. */
const REACHABLE = "a[href], button:not(:disabled), [tabindex]";

/** Nobody has the focus: the keyboard would begin again at the top of the page. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/**
 * Remembers who has the focus now; the answer gives it back. Rows of a list come and go: when that element is gone by
 * then, the nearest of the places around it that are still there takes the focus.
 */
export function rememberFocus(): () => void {
  const around = placesAround(document.activeElement);
  return () => {
    giveBack(around);
    // What had it may be taken away by the very step that closed the dialog.
    queueMicrotask(() => isFocusLost() && giveBack(around));
    requestAnimationFrame(() => isFocusLost() && giveBack(around));
  };
}

/**
 * Keeps watch while the page is open: a row that had the focus and is taken away (a member put out, a chat put into the
 * archive) leaves it to a neighbour. Whoever presses elsewhere has let go of it himself.
 */
export function keepFocus(): () => void {
  let around: readonly Element[] = [];
  const taken = () => {
    around = placesAround(document.activeElement);
  };
  const elsewhere = (event: Event) => {
    if (around[0] && !around[0].contains(event.target as Node)) around = [];
  };
  const watch = new MutationObserver(() => {
    if (around[0] && !around[0].isConnected && isFocusLost()) giveBack(around);
  });
  document.addEventListener("focusin", taken);
  document.addEventListener("pointerdown", elsewhere);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", taken);
    document.removeEventListener("pointerdown", elsewhere);
    watch.disconnect();
  };
}

function placesAround(element: Element | null): readonly Element[] {
  const around: Element[] = [];
  for (let place = element; place && place !== document.body; place = place.parentElement) around.push(place);
  return around;
}

function giveBack(around: readonly Element[]): void {
  for (const place of around) {
    if (!place.isConnected || (place instanceof HTMLElement && !canBeSeen(place))) continue;
    if (focusOn(place)) return;
  }
  for (const dialog of [...document.querySelectorAll("dialog[open]")].reverse()) if (focusOn(dialog)) return;
  const main = document.querySelector("main");
  if (main) focusOn(main);
}

/** The place itself, or the first thing in it that can have the focus. */
function focusOn(place: Element): boolean {
  for (const one of [place, ...place.querySelectorAll(REACHABLE)]) {
    if (!(one instanceof HTMLElement) || !canBeSeen(one)) continue;
    one.focus({ preventScroll: true });
    if (document.activeElement === one) return true;
  }
  return false;
}

function canBeSeen(one: HTMLElement): boolean {
  return one.checkVisibility?.({ visibilityProperty: true }) ?? true;
}

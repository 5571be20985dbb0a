const MARK = /^\(\d+\+?\) /;

/** A number before the title of the page, whatever the page calls itself meanwhile. */
export function keepBadge(): { set: (count: number) => void; stop: () => void } {
  let shown = 0;
  const write = () => {
    const plain = document.title.replace(MARK, "");
    const next = shown > 0 ? `(${shown > 99 ? "99+" : shown}) ${plain}` : plain;
    if (document.title !== next) document.title = next;
  };
  const title = document.querySelector("title");
  const observer = new MutationObserver(write);
  if (title) observer.observe(title, { childList: true });
  return {
    set: (count) => {
      if (count === shown) return;
      shown = count;
      write();
    },
    stop: () => {
      observer.disconnect();
      shown = 0;
      write();
    },
  };
}

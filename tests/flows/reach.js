// What a page with large text hides from its reader: things beside the window, cut words, controls under others.
(() => {
  // Whatever a modal dialog or a menu covers is not asked for.
  const root =
    [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector(':popover-open') ?? document.body;
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.vh, [inert], svg');
  const scrolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowX);
  const start = (text) => text.trim().slice(0, 40);
  const found = new Set();

  function look(text) {
    const node = text.parentElement;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const say = (what) => found.add(`${what}: ${node.tagName}.${node.className} «${start(text.data)}»`);
    for (let above = node; above; above = above.parentElement) {
      // What may be scrolled to is not lost.
      if (scrolls(above)) return;
      const style = getComputedStyle(above);
      if (!/hidden|clip/.test(style.overflow)) continue;
      // An end that is marked as one (…) is meant; the whole stands elsewhere.
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return;
      const frame = above.getBoundingClientRect();
      if (box.right > frame.right + 1 || box.left < frame.left - 1) return say('cut at the side');
      if (box.height < 2 * frame.height && box.bottom > frame.bottom + 3 && box.top < frame.bottom - 3)
        return say('cut below');
    }
    if (box.left < -1 || box.right > innerWidth + 1) say('beside the window');
  }

  // Tabs and the like are a row by their nature; whole pages and dialogs are read from top to bottom only.
  for (const node of [root, ...root.querySelectorAll('*')]) {
    if (!scrolls(node) || node.scrollWidth <= node.clientWidth + 1 || !seen(node)) continue;
    if (node.matches('[role=tablist], [role=toolbar], pre')) continue;
    const edge = node.getBoundingClientRect().left + node.clientLeft + node.clientWidth - node.scrollLeft;
    const wide = [...node.querySelectorAll('*')].filter((one) => seen(one) && one.getBoundingClientRect().right > edge + 1);
    const by = wide.map((one) => `${one.tagName}.${one.className}`).join(', ');
    found.add(`scrolls sideways: ${node.tagName}.${node.className} by ${by}`);
  }

  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const node = text.parentElement;
    if (text.data.trim() && seen(node) && !node.closest('[aria-hidden=true]')) look(text);
  }

  const CONTROLS = 'a[href], button, input, select, textarea, [contenteditable=true], [role=button], [role=slider]';
  for (const node of [...root.querySelectorAll(CONTROLS)]) {
    if (!node.isConnected || node.disabled || !seen(node)) continue;
    node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = node.getClientRects()[0];
    if (!box) continue;
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const there = document.elementFromPoint(x, y);
    const same = node.contains(there) || there?.contains(node) || there?.closest('label')?.contains(node);
    const name = node.getAttribute('aria-label') || start(node.labels?.[0]?.textContent || node.textContent);
    if (box.left < -1 || box.right > innerWidth + 1) found.add(`wider than the window: ${name}`);
    else if (!same) found.add(`under ${there?.tagName}.${there?.className}: ${name}`);
  }
  return [...found];
})()

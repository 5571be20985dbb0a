import type { Entity, EntityType } from "../../../core";
import type { Formatted } from "./markers";
import { type Piece, toTree } from "./tree";

const TAG: Partial<Record<EntityType, string>> = { bold: "b", italic: "i", underline: "u", strike: "s", code: "code" };

/** The other way round: formatted text to nodes for the composer. `fromNodes` reads back exactly what went in. */
export function toNodes({ text, entities }: Formatted): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const piece of toTree(text, entities)) fragment.append(node(piece));
  return fragment;
}

function node(piece: Piece): Node {
  if ("text" in piece) return document.createTextNode(piece.text);
  const made = shell(piece.entity);
  made.append(...piece.inside.map(node));
  return made;
}

function shell(entity: Entity): HTMLElement {
  const tag = TAG[entity.type];
  if (tag) return document.createElement(tag);
  const made = document.createElement("span");
  made.dataset.type = entity.type;
  if (entity.actor) made.dataset.actor = String(entity.actor);
  if (entity.url) made.dataset.url = entity.url;
  if (entity.language) made.dataset.language = entity.language;
  if (entity.type === "mention") {
    made.className = "mention";
    made.contentEditable = "false";
  }
  return made;
}

/** A mention as it is put into the composer. */
export function mentionNode(actor: number, name: string): HTMLElement {
  const made = shell({ type: "mention", offset: 0, length: name.length, actor });
  made.textContent = name;
  return made;
}

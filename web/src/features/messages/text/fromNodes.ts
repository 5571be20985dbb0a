import type { Entity, EntityType } from "../../../core";
import type { Formatted } from "./markers";

/** The little that is read of a node of the composer: a DOM node fits, and so does a plain object in a test. */
export interface NodeLike {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<NodeLike>;
  readonly dataset?: { readonly [key: string]: string | undefined };
}

const MEANING: Readonly<Record<string, EntityType>> = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  U: "underline",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  CODE: "code",
};

const JOINABLE: ReadonlySet<EntityType> = new Set(["bold", "italic", "underline", "strike", "code"]);

const BLOCKS = new Set(["DIV", "P"]);
const TEXT_NODE = 3;

/** Reads what stands in the composer: its words, and the formatting that the browser's own editing left in the nodes. */
export function fromNodes(root: NodeLike): Formatted {
  let text = "";
  const entities: Entity[] = [];
  const open = (type: EntityType, rest: Partial<Entity>, inside: () => void) => {
    const offset = text.length;
    inside();
    if (text.length > offset) entities.push({ type, offset, length: text.length - offset, ...rest });
  };
  const walk = (node: NodeLike) => {
    if (node.nodeType === TEXT_NODE) {
      text += (node.nodeValue ?? "").replaceAll("\u200b", "").replaceAll("\u00a0", " ");
      return;
    }
    if (node.nodeName === "BR") {
      text += "\n";
      return;
    }
    const children = () => {
      for (const child of Array.from(node.childNodes)) walk(child);
    };
    if (BLOCKS.has(node.nodeName) && node !== root && text !== "" && !text.endsWith("\n")) text += "\n";
    const type = MEANING[node.nodeName] ?? told(node.dataset?.type);
    if (type) open(type, extras(node.dataset), children);
    else children();
  };
  walk(root);
  return { text, entities: joined(entities) };
}

const TOLD: ReadonlySet<string> = new Set<EntityType>(["pre", "link", "mention", "quote", "heading", "highlight"]);

/** Formatting that has no element of its own in the composer stands in a data attribute. */
function told(type: string | undefined): EntityType | undefined {
  return type && TOLD.has(type) ? (type as EntityType) : undefined;
}

function extras({ actor, url, language }: NonNullable<NodeLike["dataset"]> = {}): Partial<Entity> {
  return { ...(actor ? { actor: Number(actor) } : {}), ...(url ? { url } : {}), ...(language ? { language } : {}) };
}

/** Neighbours of one kind are one range: the browser likes to split nodes. */
function joined(entities: readonly Entity[]): Entity[] {
  const result: Entity[] = [];
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    const last = result.findLast((other) => other.type === entity.type);
    const end = last ? last.offset + last.length : -1;
    if (last && end >= entity.offset && JOINABLE.has(entity.type)) {
      result[result.lastIndexOf(last)] = {
        ...last,
        length: Math.max(end, entity.offset + entity.length) - last.offset,
      };
    } else {
      result.push(entity);
    }
  }
  return result;
}

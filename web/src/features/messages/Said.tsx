import { Fragment, memo, type ReactNode } from "react";
import { useHats } from "../../common/client";
import type { Entity } from "../../core";
import { useActs } from "./acts";
import { isJumbo, type Piece, safeUrl, toTree, withLinks } from "./text/tree";

interface SaidProps {
  text: string;
  entities: readonly Entity[] | undefined;
}

/** The words of a message. Built from ranges; there is nothing that reads markup, so there is nothing to sanitise. */
export const Said = memo(function Said({ text, entities }: SaidProps) {
  const jumbo = !entities?.length && isJumbo(text);
  return <Pieces pieces={toTree(text, entities)} className={jumbo ? "said--jumbo" : ""} />;
});

function Pieces({ pieces, className }: { pieces: readonly Piece[]; className: string }) {
  return <span className={className}>{pieces.map((piece, index) => draw(piece, index))}</span>;
}

function draw(piece: Piece, key: number): ReactNode {
  if ("text" in piece) return <Fragment key={key}>{linked(piece.text)}</Fragment>;
  const { entity, inside } = piece;
  const plain = entity.type === "code" || entity.type === "pre" || entity.type === "link";
  const children = inside.map((child, index) =>
    plain && "text" in child ? <Fragment key={child.text}>{child.text}</Fragment> : draw(child, index),
  );
  return element(entity, children, words(inside), key);
}

function linked(text: string): ReactNode {
  return withLinks(text).map((bit, index) =>
    bit.url ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the bits of one text have no other name and never move
      <Link key={index} url={bit.url}>
        {bit.text}
      </Link>
    ) : (
      bit.text
    ),
  );
}

function words(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ("text" in piece ? piece.text : words(piece.inside))).join("");
}

function element(entity: Entity, children: ReactNode, text: string, key: number): ReactNode {
  switch (entity.type) {
    case "bold":
      return <b key={key}>{children}</b>;
    case "italic":
      return <i key={key}>{children}</i>;
    case "underline":
      return <u key={key}>{children}</u>;
    case "strike":
      return <s key={key}>{children}</s>;
    case "code":
      return <code key={key}>{children}</code>;
    case "pre":
      return <pre key={key}>{children}</pre>;
    case "quote":
      return <blockquote key={key}>{children}</blockquote>;
    case "highlight":
      return <mark key={key}>{children}</mark>;
    case "heading":
      return (
        <b className="said__heading" key={key}>
          {children}
        </b>
      );
    case "mention":
      return (
        <Mention key={key} actor={entity.actor}>
          {children}
        </Mention>
      );
    case "link":
      return (
        <Link key={key} url={safeUrl(entity.url ?? text)}>
          {children}
        </Link>
      );
    default:
      return <Fragment key={key}>{children}</Fragment>;
  }
}

function Link({ url, children }: { url: string | undefined; children: ReactNode }) {
  if (!url) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function Mention({ actor, children }: { actor: number | undefined; children: ReactNode }) {
  const { openActor } = useActs();
  const mine = useHats().some((hat) => hat.id === actor);
  if (!actor) return <span className="mention">{children}</span>;
  return (
    <button type="button" className={`mention ${mine ? "mention--me" : ""}`} onClick={() => openActor(actor)}>
      {children}
    </button>
  );
}

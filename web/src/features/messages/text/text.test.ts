import { describe, expect, it } from "vitest";
import { fromNodes, type NodeLike } from "./fromNodes";
import { readMarkers, trimmed } from "./markers";
import { isJumbo, type Piece, safeUrl, toTree, withLinks } from "./tree";

/** The tree as a line: [bold words [italic more]] */
function line(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => ("text" in piece ? piece.text : `[${piece.entity.type} ${line(piece.inside)}]`))
    .join("");
}

describe("ranges to a tree", () => {
  it("leaves plain words alone", () => {
    expect(toTree("Доброе утро")).toEqual([{ text: "Доброе утро" }]);
  });

  it("nests, touches and splits overlaps without losing a letter", () => {
    const text = "один два три";
    expect(
      line(
        toTree(text, [
          { type: "bold", offset: 0, length: 8 },
          { type: "italic", offset: 5, length: 3 },
        ]),
      ),
    ).toBe("[bold один [italic два]] три");
    expect(
      line(
        toTree(text, [
          { type: "bold", offset: 0, length: 4 },
          { type: "code", offset: 4, length: 4 },
        ]),
      ),
    ).toBe("[bold один][code  два] три");
    expect(
      line(
        toTree(text, [
          { type: "bold", offset: 0, length: 8 },
          { type: "italic", offset: 5, length: 7 },
        ]),
      ),
    ).toBe("[bold один [italic два]][italic  три]");
  });

  it("drops ranges that do not fit the text", () => {
    expect(
      line(
        toTree("да", [
          { type: "bold", offset: 5, length: 2 },
          { type: "bold", offset: 0, length: 0 },
        ]),
      ),
    ).toBe("да");
    expect(line(toTree("да", [{ type: "bold", offset: 1, length: 99 }]))).toBe("д[bold а]");
  });

  it("counts in UTF-16 units", () => {
    expect(line(toTree("👍 да", [{ type: "bold", offset: 3, length: 2 }]))).toBe("👍 [bold да]");
  });
});

describe("addresses", () => {
  it("become links without the punctuation after them", () => {
    expect(withLinks("см. https://veche.example/a?b=1, и")).toEqual([
      { text: "см. " },
      { text: "https://veche.example/a?b=1", url: "https://veche.example/a?b=1" },
      { text: ", и" },
    ]);
  });

  it("never run code", () => {
    expect(safeUrl("javascript:alert(1)")).toBeUndefined();
    expect(safeUrl("data:text/html,1")).toBeUndefined();
    expect(safeUrl("adm.example/doc")).toBe("https://adm.example/doc");
    expect(safeUrl("mailto:a@adm.example")).toBe("mailto:a@adm.example");
  });
});

describe("typed markers", () => {
  it("become ranges", () => {
    expect(readMarkers({ text: "Прошу **до 11:00** `схему`", entities: [] })).toEqual({
      text: "Прошу до 11:00 схему",
      entities: [
        { type: "bold", offset: 6, length: 8 },
        { type: "code", offset: 15, length: 5 },
      ],
    });
  });

  it("move ranges that were there", () => {
    const read = readMarkers({ text: "**а** бв", entities: [{ type: "italic", offset: 6, length: 2 }] });
    expect(read.text).toBe("а бв");
    expect(read.entities).toContainEqual({ type: "italic", offset: 2, length: 2 });
  });

  it("leave code, sums and file names alone", () => {
    expect(readMarkers({ text: "`**не жирно**`", entities: [] }).text).toBe("**не жирно**");
    expect(readMarkers({ text: "2 ** 3 ** 4", entities: [] }).text).toBe("2 ** 3 ** 4");
    expect(readMarkers({ text: "my__file__name", entities: [] }).text).toBe("my__file__name");
  });

  it("take white space off the ends", () => {
    expect(trimmed({ text: "  да \n", entities: [{ type: "bold", offset: 0, length: 6 }] })).toEqual({
      text: "да",
      entities: [{ type: "bold", offset: 0, length: 2 }],
    });
  });
});

const words = (nodeValue: string): NodeLike => ({ nodeType: 3, nodeName: "#text", nodeValue, childNodes: [] });
const node = (nodeName: string, childNodes: NodeLike[] = [], dataset = {}): NodeLike => ({
  nodeType: 1,
  nodeName,
  nodeValue: null,
  childNodes,
  dataset,
});

describe("the composer's nodes", () => {
  it("are read as text and ranges", () => {
    const root = node("DIV", [
      words("Прошу "),
      node("B", [words("до "), node("I", [words("11")])]),
      node("BR"),
      words("схему"),
    ]);
    expect(fromNodes(root)).toEqual({
      text: "Прошу до 11\nсхему",
      entities: [
        { type: "bold", offset: 6, length: 5 },
        { type: "italic", offset: 9, length: 2 },
      ],
    });
  });

  it("join what the browser split, and keep mentions apart", () => {
    const root = node("DIV", [
      node("B", [words("да")]),
      node("STRONG", [words(" нет")]),
      node("SPAN", [words("@Нина")], { type: "mention", actor: "7" }),
    ]);
    expect(fromNodes(root).entities).toEqual([
      { type: "bold", offset: 0, length: 6 },
      { type: "mention", offset: 6, length: 5, actor: 7 },
    ]);
  });

  it("treat blocks as lines", () => {
    expect(fromNodes(node("DIV", [words("раз"), node("DIV", [words("два")]), node("DIV", [node("BR")])])).text).toBe(
      "раз\nдва\n\n",
    );
  });
});

describe("large emoji", () => {
  it("are one to three emoji alone", () => {
    expect(isJumbo("👍")).toBe(true);
    expect(isJumbo("👩‍👩‍👧 🇷🇺")).toBe(true);
    expect(isJumbo("👍👍👍👍")).toBe(false);
    expect(isJumbo("да 👍")).toBe(false);
    expect(isJumbo("12")).toBe(false);
  });
});

import { type ClipboardEvent, type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useRef } from "react";
import { fromNodes } from "./text/fromNodes";
import type { Formatted } from "./text/markers";
import { mentionNode, toNodes } from "./text/toNodes";

export interface EditorHandle {
  get: () => Formatted;
  set: (value: Formatted) => void;
  focus: () => void;
  /** Whether somebody is writing in it. */
  focused: () => boolean;
  /** Plain words at the caret. */
  insert: (text: string) => void;
  /** Puts a mention in the place of the "@…" before the caret. */
  mention: (actor: number, name: string) => void;
}

interface EditorProps {
  label: string;
  placeholder: string;
  describedBy?: string | undefined;
  onChange: () => void;
  /** The "@…" that is being typed, without the sign; undefined when none is. */
  onMention: (query: string | undefined) => void;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  /** Pictures and files out of the clipboard. */
  onFiles: (files: readonly File[]) => void;
  ref: Ref<EditorHandle>;
}

const FORMAT: Readonly<Record<string, string>> = { KeyB: "bold", KeyI: "italic", KeyU: "underline" };

/**
 * The box to write in. The browser edits its nodes itself, so that undo, spelling, dictation and every keyboard of a phone
 * work; we read the nodes when the message goes.
 */
export function Editor({ label, placeholder, describedBy, onChange, onMention, onKeyDown, onFiles, ref }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);

  const changed = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const empty = element.textContent === "" && element.querySelectorAll("br").length < 2;
    // A leftover line break would push the placeholder down.
    if (empty && element.firstChild) element.replaceChildren();
    element.toggleAttribute("data-empty", empty);
    onMention(typedMention()?.query);
    onChange();
  }, [onChange, onMention]);

  useImperativeHandle(
    ref,
    () => ({
      get: () => (box.current ? fromNodes(box.current) : { text: "", entities: [] }),
      set: (value) => {
        box.current?.replaceChildren(toNodes(value));
        box.current?.toggleAttribute("data-empty", value.text === "");
        onMention(undefined);
      },
      focus: () => box.current && focusAtEnd(box.current),
      focused: () => box.current?.contains(document.activeElement) ?? false,
      insert: (text) => {
        if (box.current && !box.current.contains(document.activeElement)) focusAtEnd(box.current);
        document.execCommand("insertText", false, text);
        changed();
      },
      mention: (actor, name) => {
        replaceMention(mentionNode(actor, name));
        changed();
      },
    }),
    [changed, onMention],
  );

  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    onKeyDown(event);
    if (event.defaultPrevented) return;
    const format = FORMAT[event.code];
    if (event.key === "Enter") {
      event.preventDefault();
      document.execCommand("insertLineBreak");
    } else if (
      (event.ctrlKey || event.metaKey) &&
      !event.altKey &&
      (format || (event.shiftKey && event.code === "KeyX"))
    ) {
      event.preventDefault();
      document.execCommand(format && !event.shiftKey ? format : "strikeThrough");
      changed();
    }
  };

  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    // Programs for texts and tables put a picture of the words beside the words.
    if (event.clipboardData.files.length > 0 && text === "") onFiles([...event.clipboardData.files]);
    else document.execCommand("insertText", false, text);
  };

  return (
    <div
      ref={box}
      className="composer__text"
      contentEditable
      suppressContentEditableWarning
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      aria-describedby={describedBy}
      data-placeholder={placeholder}
      data-empty=""
      spellCheck
      onInput={changed}
      onKeyDown={keys}
      onPaste={paste}
      onDrop={(event) => event.preventDefault()}
    />
  );
}

function focusAtEnd(element: HTMLElement): void {
  element.focus();
  const selection = getSelection();
  selection?.selectAllChildren(element);
  selection?.collapseToEnd();
}

const TYPED = /(?:^|[\s(])@([\p{L}\p{N}_.-]{0,40})$/u;

function typedMention(): { query: string; range: Range } | undefined {
  const selection = getSelection();
  const node = selection?.focusNode;
  if (!selection?.isCollapsed || node?.nodeType !== Node.TEXT_NODE) return undefined;
  const end = selection.focusOffset;
  const found = TYPED.exec((node.nodeValue ?? "").slice(0, end));
  const query = found?.[1];
  if (query === undefined) return undefined;
  const range = document.createRange();
  range.setStart(node, end - query.length - 1);
  range.setEnd(node, end);
  return { query, range };
}

function replaceMention(mention: HTMLElement): void {
  const typed = typedMention();
  if (!typed) return;
  const space = document.createTextNode(" ");
  typed.range.deleteContents();
  typed.range.insertNode(space);
  typed.range.insertNode(mention);
  getSelection()?.collapse(space, 1);
}

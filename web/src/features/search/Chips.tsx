import { t } from "@lingui/core/macro";
import { CalendarDays, Check, ChevronDown, MessageCircle, Paperclip, User, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useHats, useRead } from "../../common/client";
import { dayLine } from "../../common/dates";
import { actorName, chatName } from "../../common/Who";
import type { ActorId, ChatId } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { shortName } from "../../ui/names";
import { AuthorDialog } from "./AuthorDialog";
import { DaysDialog } from "./DaysDialog";
import { KINDS, kindWord } from "./kinds";
import type { Days, Filters, Hit, Kind, Period } from "./model";

interface ChipsProps {
  filters: Filters;
  actor: ActorId;
  /** The chat that is open beside. */
  current: ChatId | undefined;
  /** What is found now: its chats and authors are offered. */
  hits: readonly Hit[];
  onChange: (filters: Filters) => void;
}

const PERIODS: readonly Period[] = ["any", "day", "week", "month", "year", "own"];
const OFFERED = 8;

function periodWord(period: Period): string {
  switch (period) {
    case "any":
      return t`За всё время`;
    case "day":
      return t`За сутки`;
    case "week":
      return t`За неделю`;
    case "month":
      return t`За месяц`;
    case "year":
      return t`За год`;
    case "own":
      return t`Свои даты…`;
  }
}

function daysWord({ first, last }: Days = {}): string {
  const day = (text: string) => dayLine(new Date(`${text}T00:00`).getTime(), Date.now());
  const from = first && day(first);
  const to = last && day(last);
  if (from && to) return from === to ? from : `${from} – ${to}`;
  return from ? t`с ${from}` : t`по ${to ?? ""}`;
}

/** Filters of a search: kind, chat, author, time. */
export function Chips({ filters, actor, current, hits, onChange }: ChipsProps) {
  const hats = useHats();
  const chats = offered(
    filters.chat,
    current,
    hits.map((hit) => hit.message.chat),
  );
  const authors = offered(
    filters.author,
    actor,
    hits.map((hit) => hit.message.sender),
  );
  const [asking, setAsking] = useState<"author" | "days">();
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const drop = (name: "kind" | "chat" | "author") => {
    const { [name]: _, ...rest } = filters;
    onChange(rest);
  };
  const chatWords = useRead((read) => {
    const row = filters.chat === undefined ? undefined : read.chatRow(actor, filters.chat);
    return row ? chatName(read, row, actor) : undefined;
  });
  const authorWords = useRead((read) =>
    filters.author === undefined ? undefined : shortName(actorName(read.actor(filters.author))) || "…",
  );
  return (
    <div className="chips" role="toolbar" aria-label={t`Где и что искать`}>
      <Chip
        icon={<Paperclip className="i i--s" aria-hidden="true" />}
        label={t`Вложения`}
        chosen={filters.kind && kindWord(filters.kind)}
        onDrop={() => drop("kind")}
        options={KINDS.map((kind: Kind) => ({ id: kind, words: kindWord(kind), choose: () => set({ kind }) }))}
      />
      <Chip
        icon={<MessageCircle className="i i--s" aria-hidden="true" />}
        label={t`Чат`}
        chosen={filters.chat === undefined ? undefined : (chatWords ?? "…")}
        onDrop={() => drop("chat")}
        options={chats.map((chat) => ({
          id: chat,
          words: <ChatWords actor={actor} chat={chat} />,
          choose: () => set({ chat }),
        }))}
      />
      <Chip
        icon={<User className="i i--s" aria-hidden="true" />}
        label={t`Автор`}
        chosen={authorWords}
        onDrop={() => drop("author")}
        options={[
          ...authors.map((author) => ({
            id: author,
            words: <AuthorWords me={actor} author={author} />,
            choose: () => set({ author }),
          })),
          { id: "other", words: t`Найти человека…`, choose: () => setAsking("author") },
        ]}
      />
      <Chip
        icon={<CalendarDays className="i i--s" aria-hidden="true" />}
        label={t`Время`}
        chosen={
          filters.period === "any"
            ? undefined
            : filters.period === "own"
              ? daysWord(filters.days)
              : periodWord(filters.period)
        }
        onDrop={() => set({ period: "any" })}
        options={PERIODS.map((period) => ({
          id: period,
          words: periodWord(period),
          choose: () => (period === "own" ? setAsking("days") : set({ period })),
        }))}
      />
      {hats.length > 1 && (
        <button
          type="button"
          className="chip"
          aria-pressed={filters.everywhere}
          onClick={() => set({ everywhere: !filters.everywhere })}
        >
          {filters.everywhere && <Check className="i i--s" aria-hidden="true" />}
          {t`Во всех ролях`}
        </button>
      )}
      {asking === "author" && (
        <AuthorDialog
          actor={actor}
          chat={filters.chat ?? current}
          onClose={() => setAsking(undefined)}
          onChoose={(author) => {
            setAsking(undefined);
            set({ author });
          }}
        />
      )}
      {asking === "days" && (
        <DaysDialog
          begin={filters.days}
          onClose={() => setAsking(undefined)}
          onChoose={(days) => {
            setAsking(undefined);
            set({ period: "own", days });
          }}
        />
      )}
    </div>
  );
}

/** What is chosen or near comes first, then what was found, each once. */
function offered(chosen: number | undefined, near: number | undefined, found: readonly number[]): number[] {
  const all = [chosen, near, ...found].filter((id) => id !== undefined);
  return [...new Set(all)].slice(0, OFFERED);
}

function ChatWords({ actor, chat }: { actor: ActorId; chat: ChatId }) {
  const words = useRead((read) => {
    const row = read.chatRow(actor, chat);
    return row ? chatName(read, row, actor) : "…";
  });
  return <span className="cut">{words}</span>;
}

function AuthorWords({ me, author }: { me: ActorId; author: ActorId }) {
  const words = useRead((read) => actorName(read.actor(author)) || "…");
  return <span className="cut">{author === me ? t`Мои сообщения` : words}</span>;
}

interface ChipProps {
  icon: ReactNode;
  label: string;
  chosen: ReactNode;
  onDrop: () => void;
  options: readonly { readonly id: string | number; readonly words: ReactNode; readonly choose: () => void }[];
}

/** A filter: a press offers choices, the cross of a chosen one takes it back. */
function Chip({ icon, label, chosen, onDrop, options }: ChipProps) {
  const [at, setAt] = useState<Point>();
  return (
    <span className="line chips__one">
      <button
        type="button"
        className="chip"
        aria-haspopup="menu"
        aria-pressed={chosen !== undefined}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAt({ x: box.left, y: box.bottom });
        }}
      >
        {icon}
        {chosen === undefined ? label : <span className="cut chips__words">{chosen}</span>}
        {chosen === undefined && <ChevronDown className="i i--s" aria-hidden="true" />}
      </button>
      {chosen !== undefined && (
        <button type="button" className="chips__drop" aria-label={t`Убрать: ${label}`} onClick={onDrop}>
          <X className="i i--s" aria-hidden="true" />
        </button>
      )}
      {at && (
        <Menu label={label} at={at} onClose={() => setAt(undefined)}>
          {options.map((option) => (
            <MenuItem
              key={option.id}
              icon={icon}
              onChoose={() => {
                setAt(undefined);
                option.choose();
              }}
            >
              {option.words}
            </MenuItem>
          ))}
        </Menu>
      )}
    </span>
  );
}

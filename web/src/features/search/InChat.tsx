import "../../ui/styles/search.css";
import { t } from "@lingui/core/macro";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useClient, useConnection } from "../../common/client";
import { errorText } from "../../common/trouble";
import { type ActorId, asVecheError, type ChatId, type Client, isPassing, type Seq } from "../../core";
import { IconButton } from "../../ui/Button";
import { Search } from "../../ui/Search";
import { seqsHere } from "./local";
import { remember } from "./recent";
import { useSettled } from "./useSettled";

interface InChatProps {
  actor: ActorId;
  chat: ChatId;
  onJump: (seq: Seq) => void;
  onClose: () => void;
}

interface Places {
  readonly query: string;
  /** Numbers of what was found, newest first. */
  readonly seqs: readonly Seq[];
  readonly next?: string;
  /** Looked for on this device only. */
  readonly here?: boolean;
  readonly error?: string;
}

const NOTHING: Places = { query: "", seqs: [] };
const PAGE = 50;

/** The bar above a conversation: words, how many there are, the one before and the next one. */
export default function InChat({ actor, chat, onJump, onClose }: InChatProps) {
  const client = useClient();
  const offline = useConnection().status === "offline";
  const [words, setWords] = useState("");
  const [places, setPlaces] = useState(NOTHING);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const query = useSettled(words.trim());
  const jump = useRef(onJump);
  jump.current = onJump;

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    let live = true;
    setAt(0);
    if (query === "") setPlaces(NOTHING);
    else
      void look(client, { query, chat, actor, offline }).then((found) => {
        if (!live) return;
        setPlaces(found);
        const [first] = found.seqs;
        if (first !== undefined) jump.current(first);
      });
    return () => {
      live = false;
    };
  }, [client, query, chat, actor, offline]);

  const go = async (to: number) => {
    let { seqs } = places;
    if (to >= seqs.length && places.next) {
      const more = await look(client, { query, chat, actor, offline, after: places.next });
      seqs = [...seqs, ...more.seqs];
      setPlaces({ ...more, seqs });
    }
    const seq = seqs[to];
    if (seq === undefined) return;
    remember(query);
    setAt(to);
    onJump(seq);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter") void go(event.shiftKey ? at - 1 : at + 1);
    else if (event.key === "ArrowUp") void go(at + 1);
    else if (event.key === "ArrowDown") void go(at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const known = places.query === query && query !== "";
  const count = places.seqs.length;
  return (
    <search>
      <div className="inchat">
        <Search
          ref={field}
          label={t`Поиск в чате`}
          clearLabel={t`Очистить`}
          value={words}
          onChange={setWords}
          onKeyDown={onKeyDown}
        />
        <span className="inchat__count" role="status">
          {known && <Count at={at} count={count} more={places.next !== undefined} />}
        </span>
        <IconButton label={t`Раньше`} disabled={at + 1 >= count && !places.next} onClick={() => void go(at + 1)}>
          <ChevronUp className="i" aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Позже`} disabled={at === 0} onClick={() => void go(at - 1)}>
          <ChevronDown className="i" aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Закрыть поиск`} onClick={onClose}>
          <X className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {places.here && (
        <p className="t1 dim inchat__note">{t`Нет связи: ищем в том, что сохранено на этом устройстве.`}</p>
      )}
      {places.error && (
        <p className="t1 dim inchat__note" role="alert">
          {places.error}
        </p>
      )}
    </search>
  );
}

function Count({ at, count, more }: { at: number; count: number; more: boolean }) {
  if (count === 0) return <>{more ? t`дальше…` : t`не найдено`}</>;
  const place = at + 1;
  return <>{more ? t`${place} из ${count}+` : t`${place} из ${count}`}</>;
}

interface Question {
  query: string;
  chat: ChatId;
  actor: ActorId;
  offline: boolean;
  after?: string;
}

/** On the server; without a network in what this device keeps. */
async function look(client: Client, { query, chat, actor, offline, after }: Question): Promise<Places> {
  const here = async (): Promise<Places> => ({ query, seqs: await seqsHere(client, query, chat), here: true });
  if (offline) return here();
  try {
    const answer = await client.call("search_messages", {
      query,
      chat,
      as: actor,
      order: "newest",
      limit: PAGE,
      ...(after ? { after } : {}),
    });
    const seqs = answer.hits.map(({ message }) => message.seq);
    return { query, seqs, ...(answer.next ? { next: answer.next } : {}) };
  } catch (thrown) {
    if (!after && isPassing(asVecheError(thrown))) return here();
    return { query, seqs: [], error: errorText(thrown) };
  }
}

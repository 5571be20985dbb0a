import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useClient, useRead } from "../../common/client";
import { errorText } from "../../common/trouble";
import { useAsk } from "../../common/useAsk";
import { type ChatMessage, may } from "../../core";
import { Button } from "../../ui/Button";
import { type Choice, Tabs } from "../../ui/Choice";
import { Dialog } from "../../ui/Dialog";
import { ActorList, type ActorRow } from "./ActorList";
import { READERS_MOST, useActs } from "./acts";

const PAGE = 100;

interface WhoDialogProps {
  message: ChatMessage;
  /** "readers", "reactions", or one emoji. */
  begin: string;
  onClose: () => void;
}

/** Who has read a message and who reacted to it, all together or with one emoji. */
export default function WhoDialog({ message, begin, onClose }: WhoDialogProps) {
  const { actor } = useActs();
  const [what, setWhat] = useState(begin);
  const countable = useRead((read) => {
    const chat = read.chat(message.chat);
    return chat?.kind !== "channel" && (chat?.members_count ?? 0) <= READERS_MOST;
  });
  const named = useRead(
    (read) =>
      read.chat(message.chat)?.kind !== "channel" || may(read.membership(actor, message.chat), "MANAGE_MEMBERS"),
  );
  const now = useRead((read) => read.message(message.chat, message.seq)) ?? message;
  const given = now.reactions ?? [];
  const total = given.reduce((sum, { count }) => sum + count, 0);
  const options: Choice<string>[] = [];
  if (countable) options.push({ value: "readers", label: t`Прочитали` });
  if (given.length !== 1) options.push({ value: "reactions", label: numbered(t`Реакции`, total) });
  for (const { emoji, count } of given) options.push({ value: emoji, label: numbered(emoji, count) });
  const shown = options.some(({ value }) => value === what) ? what : (options.at(-1)?.value ?? "readers");
  return (
    <Dialog tall title={t`Кто видел`} closeLabel={t`Закрыть`} onClose={onClose}>
      <Tabs label={t`Кто видел`} panel="who" value={shown} options={options} onChange={setWhat} />
      <div id="who" role="tabpanel" aria-label={shown === "readers" ? t`Прочитали` : t`Реакции`}>
        {shown === "readers" ? (
          <Readers message={message} onClose={onClose} />
        ) : named ? (
          <Reacted key={shown} message={message} emoji={shown === "reactions" ? undefined : shown} onClose={onClose} />
        ) : (
          <p className="dim">{t`Кто отреагировал, видят те, кто ведёт канал.`}</p>
        )}
      </div>
    </Dialog>
  );
}

function numbered(label: string, count: number) {
  return (
    <>
      {label} <span className="num">{count}</span>
    </>
  );
}

interface ListProps {
  message: ChatMessage;
  onClose: () => void;
}

function Readers({ message: { chat, seq }, onClose }: ListProps) {
  const client = useClient();
  const { value, error } = useAsk(`readers ${chat} ${seq}`, () => client.call("message_readers", { chat, seq }));
  return <ActorList rows={value?.readers} error={error} onClose={onClose} />;
}

/** Page by page: of a message in a large group there may be thousands. */
function Reacted({ message: { chat, seq }, emoji, onClose }: ListProps & { emoji: string | undefined }) {
  const client = useClient();
  const [rows, setRows] = useState<readonly ActorRow[]>();
  const [more, setMore] = useState(true);
  const [error, setError] = useState<string>();
  const load = async (before: readonly ActorRow[]) => {
    const last = before.at(-1)?.at;
    try {
      const { reactions } = await client.call("list_reactions", {
        chat,
        seq,
        limit: PAGE,
        ...(emoji === undefined ? {} : { emoji }),
        ...(last === undefined ? {} : { before: last }),
      });
      setRows([...before, ...reactions.map((one) => ({ actor: one.actor, at: one.at, mark: one.emoji }))]);
      setMore(reactions.length === PAGE);
    } catch (thrown) {
      setError(errorText(thrown));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page, once for what is shown
  useEffect(() => void load([]), []);
  return (
    <>
      <ActorList rows={rows} error={error} onClose={onClose} />
      {rows && more && (
        <Button look="quiet" onClick={() => void load(rows)}>
          {t`Показать ещё`}
        </Button>
      )}
    </>
  );
}

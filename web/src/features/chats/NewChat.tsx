import { t } from "@lingui/core/macro";
import { Bookmark, History, Megaphone, UserRound, UsersRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useClient, useHat } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { ChatId } from "../../core";
import { Dialog } from "../../ui/Dialog";
import { NewGroup } from "./NewGroup";

type What = "choose" | "dialog" | "group" | "channel";

interface NewChatProps {
  /** What the installation decided about channels. */
  policy?: ReactNode;
  onClose: () => void;
  onMade: (chat: ChatId) => void;
}

/** From one button: a dialog, a group, a channel, notes to oneself. */
export default function NewChat({ policy, onClose, onMade }: NewChatProps) {
  const [what, setWhat] = useState<What>("choose");
  const back = () => setWhat("choose");
  if (what === "group" || what === "channel")
    return (
      <NewGroup kind={what} policy={what === "channel" && policy} onBack={back} onClose={onClose} onMade={onMade} />
    );
  if (what === "dialog") return <NewDialog onClose={onClose} onMade={onMade} />;
  return <Choose onClose={onClose} onMade={onMade} onChoose={setWhat} />;
}

function Choose({ onClose, onMade, onChoose }: NewChatProps & { onChoose: (what: What) => void }) {
  const client = useClient();
  const actor = useHat();
  const [, go] = useLocation();
  const { run, error } = useAct();
  const { value: movein } = useAsk("may move in", () => client.call("may_move_in", {}));
  const ways = [
    { what: "dialog", icon: UserRound, title: t`Написать человеку`, hint: t`Диалог вдвоём` },
    { what: "group", icon: UsersRound, title: t`Создать группу`, hint: t`Пишут все участники` },
    { what: "channel", icon: Megaphone, title: t`Создать канал`, hint: t`Пишут ведущие, остальные читают` },
  ] as const;
  return (
    <Dialog title={t`Новый чат`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="ways-list">
        {ways.map(({ what, icon: Icon, title, hint }) => (
          <button
            key={what}
            type="button"
            className="row row--wide"
            onClick={() => onChoose(what)}
            {...(what === "dialog" ? { "data-first": "" } : {})}
          >
            <span className="roundel">
              <Icon className="i" aria-hidden="true" />
            </span>
            <span className="row__body">
              <b>{title}</b>
              <span className="dim">{hint}</span>
            </span>
          </button>
        ))}
        <button
          type="button"
          className="row row--wide"
          onClick={() => void run(async () => onMade(await client.openDialog(actor, actor)))}
        >
          <span className="roundel">
            <Bookmark className="i" aria-hidden="true" />
          </span>
          <span className="row__body">
            <b>{t`Избранное`}</b>
            <span className="dim">{t`Заметки для себя`}</span>
          </span>
        </button>
        {movein?.allowed && (
          <button type="button" className="row row--wide" onClick={() => go("/manage/movein")}>
            <span className="roundel">
              <History className="i" aria-hidden="true" />
            </span>
            <span className="row__body">
              <b>{t`Перенести старый чат`}</b>
              <span className="dim">{t`Из Telegram, WhatsApp или Slack`}</span>
            </span>
          </button>
        )}
      </div>
    </Dialog>
  );
}

function NewDialog({ onClose, onMade }: NewChatProps) {
  const client = useClient();
  const actor = useHat();
  const { run, error } = useAct();
  return (
    <Dialog tall title={t`Кому написать`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <PeoplePicker
        single
        label={t`Имя или должность`}
        chosen={[]}
        onChange={([card]) => card && void run(async () => onMade(await client.openDialog(actor, card.id)))}
      />
    </Dialog>
  );
}

import { t } from "@lingui/core/macro";
import { useState } from "react";
import { dayAndTime } from "../../common/dates";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/States";
import { type Import, messagesText, number, sourceName } from "./shapes";
import { UndoDialog } from "./UndoDialog";
import { useResume } from "./useResume";

interface ImportLineProps {
  one: Import;
  onLook: () => void;
  onChat: (chat: number) => void;
  onAuthors: () => void;
  onChanged: () => void;
}

/** One import in the list: how far it is, and what can be done with it now. */
export function ImportLine(props: ImportLineProps) {
  const { one, onLook, onChat, onAuthors, onChanged } = props;
  const [undoing, setUndoing] = useState(false);
  const { resume, busy, error } = useResume(one.id, onChanged);
  const source = sourceName(one.format);
  const undoable = one.state !== "undoing" && (one.undo_until === undefined || one.undo_until > Date.now());
  return (
    <li className="movein__line stack">
      <div className="line wrap">
        <b className="cut">{one.title || one.name || t`Выгрузка от ${dayAndTime(one.asked_at, Date.now())}`}</b>
        {source && <Tag>{source}</Tag>}
        <StateTag one={one} />
      </div>
      <State one={one} />
      {error && <p className="field__error">{error}</p>}
      <div className="line wrap">
        {one.state === "planned" && <Button look="main" onClick={onLook}>{t`Посмотреть проверку`}</Button>}
        {one.state === "done" && one.chat && (
          <>
            <Button look="main" onClick={() => one.chat && onChat(one.chat)}>{t`Открыть группу`}</Button>
            <Button onClick={onAuthors}>{t`Авторы`}</Button>
          </>
        )}
        {(one.chats ?? 0) > 1 && one.state !== "planned" && (
          <Button onClick={onLook}>{t`Другие чаты этой выгрузки`}</Button>
        )}
        {one.state === "failed" && one.title && <Button busy={busy} onClick={resume}>{t`Продолжить`}</Button>}
        {undoable && one.state !== "planning" && (
          <Button look="danger-quiet" onClick={() => setUndoing(true)}>
            {one.chat ? t`Отменить перенос` : t`Убрать`}
          </Button>
        )}
      </div>
      {undoing && <UndoDialog one={one} onClose={() => setUndoing(false)} onDone={onChanged} />}
    </li>
  );
}

function StateTag({ one }: { one: Import }) {
  switch (one.state) {
    case "done":
      return <Tag look="ok">{t`перенесено`}</Tag>;
    case "failed":
      return <Tag look="danger">{t`остановилось`}</Tag>;
    case "planned":
      return <Tag look="accent">{t`проверено`}</Tag>;
    case "undoing":
      return <Tag look="warn">{t`отменяется`}</Tag>;
    default:
      return null;
  }
}

function State({ one }: { one: Import }) {
  const { done = 0, total = 0, files = 0, refused = 0 } = one;
  if (one.state === "planning") return <p role="status">{t`Смотрим, что в выгрузке`}</p>;
  if (one.state === "failed") return <p className="field__error">{one.reason || one.error}</p>;
  if (one.state === "waiting" || one.state === "working") {
    return (
      <>
        <p role="status">{total > 0 ? t`Перенесено ${number(done)} из ${number(total)}` : t`Начинаем`}</p>
        <progress className="progress" max={Math.max(total, 1)} value={done} aria-label={t`Переносим`} />
        <p className="t1 dim">{t`Страницу можно закрыть: работа идёт на сервере. Группа откроется, когда в ней будет всё.`}</p>
      </>
    );
  }
  if (one.state !== "done") return null;
  return (
    <p className="dim">
      {t`${messagesText(done)}, файлов: ${number(files)}.`}{" "}
      {refused > 0 && t`Не принято файлов: ${number(refused)}, вместо них остались строки.`}{" "}
      {one.undo_until !== undefined &&
        one.undo_until > Date.now() &&
        t`Отменить можно до ${dayAndTime(one.undo_until, Date.now())}.`}
    </p>
  );
}

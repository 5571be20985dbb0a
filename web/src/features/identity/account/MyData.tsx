import { plural, t } from "@lingui/core/macro";
import { Archive, Download, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useClient, useMe } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { type Answer, asShown } from "../../../core";
import { Button } from "../../../ui/Button";
import { Check } from "../../../ui/Check";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { RowSkeletons } from "../../../ui/States";
import { useProof } from "./useProof";

type Export = Answer<"list_exports">["exports"][number];

const LOOK_AGAIN_MS = 2000;

/** All of one's data to take along, and the end of the account. */
export function MyData() {
  return (
    <>
      <Exports />
      <Deletion />
    </>
  );
}

function Exports() {
  const client = useClient();
  const { value, error, again } = useAsk("exports", () => client.call("list_exports", {}));
  const { run, busy, error: failed } = useAct();
  const [withFiles, setWithFiles] = useState(true);
  const newest = value?.exports[0];
  const working = newest?.state === "waiting" || newest?.state === "working";
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(again, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [working, again]);
  const begin = () =>
    run(async () => {
      await client.call("ask_export", { with_files: withFiles });
      again();
    });
  const drop = (one: Export) =>
    run(async () => {
      await client.call("drop_export", { export: one.id });
      again();
    });
  if (error) return <p className="field__error">{error}</p>;
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Забрать свои данные`}</h2>
      <p className="dim">
        {t`Архив со всем, что есть у сервера о вас: профиль, устройства, чаты с сообщениями и файлами. Страницы открываются в любом браузере, те же данные лежат рядом в JSON. Чаты ваших должностей принадлежат организации и в архив не входят.`}
      </p>
      {failed && (
        <p className="field__error" role="alert">
          {failed}
        </p>
      )}
      {!value && <RowSkeletons count={1} label={t`Загружаем список архивов`} />}
      {newest && <ExportLine one={newest} busy={busy} onDrop={() => void drop(newest)} />}
      {value && !working && (
        <>
          <label className="check">
            <input type="checkbox" checked={withFiles} onChange={(event) => setWithFiles(event.target.checked)} />
            {t`Вместе с фотографиями и файлами`}
          </label>
          <div className="line wrap">
            <Button busy={busy} onClick={() => void begin()}>
              <Archive className="i i--s" aria-hidden="true" />
              {newest ? t`Составить новый архив` : t`Составить архив`}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function ExportLine({ one, busy, onDrop }: { one: Export; busy: boolean; onDrop: () => void }) {
  const done = one.chats_done ?? 0;
  const total = one.chats_total ?? 0;
  if (one.state === "waiting" || one.state === "working") {
    return (
      <div className="stack">
        <p role="status">{total > 0 ? t`Составляем архив: чатов ${done} из ${total}` : t`Составляем архив`}</p>
        <progress className="progress" max={Math.max(total, 1)} value={done} aria-label={t`Составляем архив`} />
        <p className="dim">{t`Страницу можно закрыть: работа идёт на сервере.`}</p>
        <div className="line wrap">
          <Button busy={busy} onClick={onDrop}>{t`Отменить`}</Button>
        </div>
      </div>
    );
  }
  if (one.state === "failed") {
    return <p className="field__error">{t`Архив составить не удалось. Попробуйте ещё раз.`}</p>;
  }
  const until = dayAndTime(one.expires_at ?? 0, Date.now());
  const messages = plural(one.messages ?? 0, {
    one: "# сообщение",
    few: "# сообщения",
    many: "# сообщений",
    other: "# сообщения",
  });
  const files = plural(one.files ?? 0, { one: "# файл", few: "# файла", many: "# файлов", other: "# файла" });
  return (
    <div className="stack">
      <p role="status">{t`Архив готов: ${messages}, ${files}. Хранится до ${until}.`}</p>
      {(one.left_out ?? 0) > 0 && <p className="dim">{t`Часть файлов не вошла: архив стал бы слишком большим.`}</p>}
      <div className="line wrap">
        <a className="btn btn--main" href={asShown(`/exports/${one.id}`)} download>
          <Download className="i i--s" aria-hidden="true" />
          {t`Скачать архив`}
        </a>
        <Button look="danger-quiet" busy={busy} onClick={onDrop}>{t`Удалить архив`}</Button>
      </div>
    </div>
  );
}

function Deletion() {
  const [asked, setAsked] = useState(false);
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Удалить аккаунт`}</h2>
      <p className="dim">
        {t`Имя, логин, пароль, ключи и устройства исчезнут сразу и навсегда. Должности останутся за организацией. То, что вы сказали в чатах, останется у собеседников под именем «Удалённый аккаунт», если вы не попросите удалить и это.`}
      </p>
      <div className="line wrap">
        <Button look="danger-quiet" onClick={() => setAsked(true)}>
          <Trash2 className="i i--s" aria-hidden="true" />
          {t`Удалить аккаунт`}
        </Button>
      </div>
      {asked && <DeletionDialog onClose={() => setAsked(false)} />}
    </section>
  );
}

function DeletionDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const me = useMe();
  const { run, busy, error } = useAct();
  const { guard, question } = useProof();
  const [login, setLogin] = useState("");
  const [withMessages, setWithMessages] = useState(false);
  const login_ = me.login ?? "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() =>
      guard(async () => {
        await client.call("delete_myself", { login, ...(withMessages ? { with_messages: true } : {}) });
        await client.signOut();
      }),
    );
  };
  return (
    <Dialog title={t`Удалить аккаунт навсегда?`} onClose={onClose} alert>
      <form className="stack form" onSubmit={submit} noValidate>
        <p>{t`Вернуть аккаунт не сможет никто. Если нужны переписка и файлы, сначала составьте архив.`}</p>
        <Field
          label={t`Ваш логин`}
          hint={login_ ? t`Наберите: ${login_}` : undefined}
          value={login}
          error={error}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          onChange={(event) => setLogin(event.target.value)}
        />
        <Check
          label={t`Удалить у всех то, что я написал в диалогах и группах`}
          hint={t`В чатах, где вы сейчас состоите. Служебные чаты хранят переписку по своим правилам: там она останется, как и записи каналов.`}
          checked={withMessages}
          onChange={setWithMessages}
        />
        <div className="dialog__acts">
          <Button data-first="" onClick={onClose}>{t`Оставить`}</Button>
          <Button look="danger" type="submit" busy={busy} disabled={login.trim() === ""}>{t`Удалить`}</Button>
        </div>
      </form>
      {question}
    </Dialog>
  );
}

import "../../ui/styles/movein.css";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { PeoplePicker } from "../../common/PeoplePicker";
import type { ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RowSkeletons } from "../../ui/States";
import { AuthorLine } from "./AuthorLine";
import { type Placeholder, sourceName } from "./shapes";
import { useAuthors } from "./useAuthors";

interface AuthorsDialogProps {
  chat: ChatId;
  /** The messenger that they are from. */
  source: string;
  onClose: () => void;
}

/** Who wrote in the old chat, and who of them is here: said by oneself, confirmed by who brought it or an administrator. */
export function AuthorsDialog({ chat, source, onClose }: AuthorsDialogProps) {
  const authors = useAuthors(chat);
  const [naming, setNaming] = useState<Placeholder>();
  const { value, error } = authors;
  const from = sourceName(source);
  if (naming) {
    return (
      <Dialog tall title={t`Кто это: ${naming.name}`} closeLabel={t`Закрыть`} onClose={() => setNaming(undefined)}>
        <p className="dim">{t`Его сообщения в этой группе станут сообщениями того, кого вы выберете. Это можно отменить.`}</p>
        <PeoplePicker
          single
          kind="person"
          label={t`Имя`}
          begin={naming.name}
          chosen={[]}
          onChange={([card]) => {
            if (!card) return;
            setNaming(undefined);
            void authors.answer(naming.actor, true, card.id);
          }}
        />
      </Dialog>
    );
  }
  return (
    <Dialog tall title={t`Авторы старого чата`} closeLabel={t`Закрыть`} onClose={onClose}>
      <p className="dim">
        {value?.mayAnswer
          ? t`Кто вошёл в Вече, может сказать «это я». Подтверждаете вы.`
          : from
            ? t`Если вы писали в этом чате в ${from}, найдите себя и нажмите «Это я». Подтвердит тот, кто перенёс чат, или администратор.`
            : t`Найдите себя и нажмите «Это я». Подтвердит тот, кто перенёс чат, или администратор.`}
      </p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {!value && !error && <RowSkeletons count={4} label={t`Загружаем список`} />}
      <ul className="devices">
        {value?.authors.map((one) => (
          <AuthorLine
            key={one.actor}
            one={one}
            authors={authors}
            mayAnswer={value.mayAnswer}
            mayName={value.mayName}
            onName={() => setNaming(one)}
          />
        ))}
      </ul>
      {value?.more && (
        <Button look="quiet" onClick={authors.more}>
          {t`Показать ещё`}
        </Button>
      )}
    </Dialog>
  );
}

export default AuthorsDialog;

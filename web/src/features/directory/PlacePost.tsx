import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { orToast, useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { FoundUnit, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";
import { UnitPicker } from "./UnitPicker";

interface PlacePostProps {
  post: PostRow;
  unit: number;
  organisation: number;
  onClose: () => void;
  onDone: () => void;
  onChanged: () => void;
}

/** To another unit of the organisation, with the holder and all chats. */
export function MovePost({ post, unit, organisation, onClose, onDone, onChanged }: PlacePostProps) {
  const client = useClient();
  const { run, error } = useAct();
  const back = () => orToast(client.call("move_post", { post: post.id, unit }).then(onChanged));
  const move = (to: FoundUnit) =>
    run(async () => {
      await client.call("move_post", { post: post.id, unit: to.id });
      toast(t`Должность теперь здесь: ${to.name}`, { act: { label: t`Вернуть`, run: back } });
      onDone();
    });
  return (
    <Dialog tall title={t`Перенести должность`} closeLabel={t`Закрыть`} onClose={onClose}>
      <p className="dim">{t`${post.title}. Сотрудник, переписка и замещения останутся при должности. Из чатов по правилу она уйдёт и в новые придёт сама.`}</p>
      {post.head && <p className="dim">{t`Руководителем на новом месте она не станет: это отмечают в карточке.`}</p>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <UnitPicker
        label={t`Куда перенести`}
        organisation={organisation}
        without={unit}
        onChoose={(to) => void move(to)}
      />
    </Dialog>
  );
}

type ClosePostProps = Omit<PlacePostProps, "unit" | "organisation">;

/** What ends with the post and what goes on: before it is closed. */
export function ClosePost({ post, onClose, onDone, onChanged }: ClosePostProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { value: card } = useAsk(`close ${post.id}`, () => client.call("get_post_card", { post: post.id }));
  const reopen = () => orToast(client.call("reopen_post", { post: post.id }).then(onChanged));
  const name = post.holder?.name;
  const deputy = card?.deputy && (card.deputy.name || card.deputy.title);
  const close = () =>
    run(async () => {
      await client.call("close_post", { post: post.id });
      toast(t`Должность закрыта`, { act: { label: t`Открыть снова`, run: reopen } });
      onDone();
    });
  return (
    <Dialog
      alert
      title={t`Закрыть должность?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить как есть`}</Button>
          <Button look="danger" busy={busy} onClick={() => void close()}>{t`Закрыть должность`}</Button>
        </>
      }
    >
      <p>
        <b>{post.title}</b>
      </p>
      <ul className="points">
        {name && (
          <li>{t`${name} перестанет её занимать: она исчезнет со всех устройств сотрудника за несколько секунд.`}</li>
        )}
        <li>{t`Её не найти в справочнике, на неё не назначить и не пригласить.`}</li>
        <li>
          {deputy
            ? t`На её переписку отвечает заместитель: ${deputy}.`
            : t`Её переписка сохранится и будет ждать. Чтобы на неё отвечали, назначьте заместителя.`}
        </li>
        <li>{t`Закрытую должность можно открыть снова, но сотрудника назначают заново.`}</li>
      </ul>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}

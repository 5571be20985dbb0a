import { t } from "@lingui/core/macro";
import { useClient, useStage } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Check } from "../../ui/Check";
import { subscribe, supported, unsubscribe } from "./subscription";

/** Waking this browser while no page of Veche is open; and plainly, who learns what by it. */
export function Push() {
  const client = useClient();
  const stage = useStage();
  const { value, again } = useAsk("push", () => client.call("get_push_key", {}));
  const { run, busy, error } = useAct();
  if (!value) return null;
  const set = (on: boolean) =>
    void run(async () => {
      if (on && value.key) await subscribe(client, value.key);
      else await unsubscribe(client, stage.clients.length < 2);
      again();
    });
  const possible = value.on && supported();
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Когда страница закрыта`}</h2>
      {possible ? (
        <Check
          label={t`Будить этот браузер`}
          checked={value.subscribed}
          disabled={busy}
          onChange={set}
          hint={t`Уведомление скажет только «Новые сообщения», без имён собеседников и текста.`}
        />
      ) : (
        <p>{value.on ? t`Этот браузер так не умеет.` : t`На этом сервере это выключено.`}</p>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <p className="t1 dim">
        {t`Закрытый браузер может разбудить только служба его изготовителя. Она узнаёт, что этот сервер будит этот браузер и когда. Что написано, кем и в каком чате, она не узнаёт: сигнал зашифрован и всегда одной длины.`}
      </p>
      {value.sealed && (
        <p className="t1 dim">{t`Этот сервер закрыт: он соединяется только с адресами из своего списка. Если службы вашего браузера в нём нет, сигналы не дойдут.`}</p>
      )}
    </section>
  );
}

import { t } from "@lingui/core/macro";
import { Send } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { Button } from "../../../ui/Button";
import { Seg } from "../../../ui/Choice";
import { Field } from "../../../ui/Field";
import type { MyBot, Sample } from "./shapes";
import { Talk } from "./Talk";
import { useLookAgain } from "./useLookAgain";

const LOOK_MS = 1500;

/** Talking to one's bot as one of three people who exist for that alone. */
export function Trial({ bot }: { bot: MyBot }) {
  const client = useClient();
  const [sample, setSample] = useState<Sample>(1);
  const [text, setText] = useState("");
  const { value, error, again } = useAsk(`sample ${bot.id} ${sample}`, () =>
    client.call("get_sample_talk", { bot: bot.id, sample }),
  );
  const { run, busy, error: failed } = useAct();
  useLookAgain(again, LOOK_MS);
  const act = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      again();
    });
  const say = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    act(async () => {
      await client.call("say_as_sample", { bot: bot.id, sample, text: said });
      setText("");
    });
  };
  const people = value?.people ?? [];
  return (
    <section className="card stack">
      <h2 className="t3">{t`Проба`}</h2>
      <p className="dim">
        {t`Трое людей для пробы есть только здесь: они не входят в Вече, их не видно в поиске. Бот отвечает им как настоящим.`}
      </p>
      <Seg<Sample>
        label={t`От чьего имени`}
        value={sample}
        onChange={setSample}
        options={([1, 2, 3] as const).map((one) => ({ value: one, label: people[one - 1] ?? String(one) }))}
      />
      {(error ?? failed) && (
        <p className="field__error" role="alert">
          {error ?? failed}
        </p>
      )}
      <Talk
        messages={value?.messages ?? []}
        bot={bot}
        busy={busy}
        onPress={(seq, payload) => act(() => client.call("press_as_sample", { bot: bot.id, sample, seq, payload }))}
      />
      {value && value.messages.length === 0 && (
        <div className="line">
          <Button
            look="main"
            busy={busy}
            onClick={() => act(() => client.call("start_as_sample", { bot: bot.id, sample }))}
          >
            {t`Начать разговор`}
          </Button>
        </div>
      )}
      <form className="line samples__form" onSubmit={say}>
        <div className="grow">
          <Field
            label={t`Сообщение боту`}
            value={text}
            maxLength={4000}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Button look="main" type="submit" busy={busy} aria-label={t`Отправить`}>
          <Send className="i i--s" aria-hidden="true" />
        </Button>
      </form>
    </section>
  );
}

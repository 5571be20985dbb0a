import { t } from "@lingui/core/macro";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Check } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import { Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { AskLive } from "./AskLive";
import type { BotInside, Kind } from "./shapes";
import { Team } from "./Team";
import { TokenDialog } from "./TokenDialog";

const KINDS: readonly Kind[] = ["trial", "team", "live"];

/** The key: of which kind, another one, none. */
export function Keys({ inside, review, onChanged }: { inside: BotInside; review: boolean; onChanged: () => void }) {
  const client = useClient();
  const { bot } = inside;
  const [kind, setKind] = useState<Kind>(bot.kind);
  const [sure, setSure] = useState<"rotate" | "revoke">();
  const [token, setToken] = useState<string>();
  const { run, busy, error } = useAct();
  const needsReview = kind === "live" && review && bot.live !== "granted";
  const since = bot.key_at === undefined ? "" : dayAndTime(bot.key_at, Date.now());
  const rotate = () =>
    void run(async () => {
      setToken((await client.call("rotate_bot_key", { bot: bot.id, kind })).token);
      setSure(undefined);
    });
  const revoke = () =>
    void run(async () => {
      await client.call("revoke_bot_key", { bot: bot.id });
      setSure(undefined);
      toast(t`Ключ отозван, бот отключён`);
      onChanged();
    });
  return (
    <>
      <section className="card stack form">
        <h2 className="t3">{t`Ключ`}</h2>
        <p className="dim">
          {since ? t`Ключ действует с ${since}.` : t`Сейчас у бота нет ключа: он никому не отвечает.`}
        </p>
        <fieldset className="stack bot-kinds">
          <legend className="t1 dimmer">{t`С кем бот говорит`}</legend>
          {KINDS.map((one) => (
            <Check
              key={one}
              name="kind"
              checked={kind === one}
              onChange={() => setKind(one)}
              label={
                <span className="line wrap">
                  {labelOf(one)}
                  {bot.kind === one && since && <Tag look="accent">{t`сейчас`}</Tag>}
                </span>
              }
              hint={hintOf(one)}
            />
          ))}
        </fieldset>
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
        {needsReview ? (
          <AskLive bot={bot} onAsked={onChanged} />
        ) : (
          <div className="line wrap">
            <Button
              look="main"
              disabled={bot.state !== "active"}
              onClick={() => (since ? setSure("rotate") : rotate())}
            >
              <KeyRound className="i i--s" aria-hidden="true" />
              {since ? t`Сделать новый ключ` : t`Сделать ключ`}
            </Button>
            {since && <Button look="danger-quiet" onClick={() => setSure("revoke")}>{t`Отозвать ключ`}</Button>}
          </div>
        )}
      </section>
      {bot.kind === "trial" && <Team inside={inside} onChanged={onChanged} />}
      {sure && (
        <Dialog
          alert
          title={sure === "rotate" ? t`Заменить ключ?` : t`Отозвать ключ?`}
          onClose={() => setSure(undefined)}
          acts={
            <>
              <Button data-first="" onClick={() => setSure(undefined)}>{t`Оставить`}</Button>
              <Button look="danger" busy={busy} onClick={sure === "rotate" ? rotate : revoke}>
                {sure === "rotate" ? t`Заменить` : t`Отозвать`}
              </Button>
            </>
          }
        >
          <p className="dim">
            {t`Программа со старым ключом отключится сразу, даже если ждёт ответа. События за это время сохранятся на сутки.`}
          </p>
        </Dialog>
      )}
      {token && (
        <TokenDialog
          bot={bot}
          token={token}
          onClose={() => {
            setToken(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
}

function labelOf(kind: Kind): string {
  if (kind === "trial") return t`Пробный: только с вами и теми, кого вы назвали`;
  return kind === "team" ? t`Для своих: ещё и с коллегами по организации` : t`Для всех`;
}

function hintOf(kind: Kind): string {
  if (kind === "trial") return t`Для разработки. Посторонний бота не услышит.`;
  return kind === "team" ? t`Для внутренних служб.` : t`Для жителей и клиентов.`;
}

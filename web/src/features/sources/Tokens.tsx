import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Tag } from "../../ui/States";
import type { Token } from "./shapes";

export function Tokens({ tokens, onChanged }: { tokens: readonly Token[]; onChanged: () => void }) {
  const [ending, setEnding] = useState<Token>();
  if (tokens.length === 0) return <p className="dim">{t`Токенов пока нет: никто сюда не пишет.`}</p>;
  return (
    <>
      <ul className="stack stack--tight">
        {tokens.map((token) => (
          <li key={token.id} className="line wrap">
            <span className="stack stack--tight grow">
              <b className="cut">{token.label}</b>
              <span className="t1 dim">{usedText(token)}</span>
            </span>
            {token.revoked_at ? (
              <Tag>{t`отозван`}</Tag>
            ) : (
              <Button look="danger-quiet" onClick={() => setEnding(token)}>{t`Отозвать`}</Button>
            )}
          </li>
        ))}
      </ul>
      {ending && (
        <EndToken
          token={ending}
          onClose={() => {
            setEnding(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
}

function usedText({ made_at, used_at }: Token): string {
  const made = dayAndTime(made_at, Date.now());
  if (!used_at) return t`Сделан ${made}, ещё не использован`;
  const used = dayAndTime(used_at, Date.now());
  return t`Сделан ${made}, использован ${used}`;
}

function EndToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { label } = token;
  const end = () =>
    void run(async () => {
      await client.call("revoke_scim_token", { token: token.id });
      onClose();
    });
  return (
    <Dialog
      alert
      title={t`Отозвать токен «${label}»?`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose} data-first="">{t`Отмена`}</Button>
          <Button look="danger" busy={busy} onClick={end}>{t`Отозвать`}</Button>
        </>
      }
    >
      <p>{t`Каталог с этим токеном сразу перестанет писать сюда. Люди останутся, как есть.`}</p>
      {error && <p className="field__error">{error}</p>}
    </Dialog>
  );
}

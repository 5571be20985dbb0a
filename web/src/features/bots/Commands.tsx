import { t } from "@lingui/core/macro";
import { useEffect, useImperativeHandle, useState } from "react";
import { useClient } from "../../common/client";
import type { CommandsProps } from "../../common/media";
import { useAsk } from "../../common/useAsk";

const MOST = 8;

/** What the bot understands, as it says itself; those that begin like what is typed after the slash. */
export default function Commands({ bot, typed, onChoose, ref }: CommandsProps) {
  const client = useClient();
  const card = useAsk(`bot ${bot}`, async () => (await client.call("get_bot", { bot })).bot);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const wanted = typed.toLocaleLowerCase();
  const commands = card.value?.commands ?? [];
  const found = closed ? [] : commands.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted)).slice(0, MOST);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its first line
  useEffect(() => setAt(0), [typed]);

  useImperativeHandle(ref, () => ({
    key: (key) => {
      if (found.length === 0) return false;
      if (key === "ArrowDown") setAt((at + 1) % found.length);
      else if (key === "ArrowUp") setAt((at - 1 + found.length) % found.length);
      else if (key === "Enter" || key === "Tab") onChoose(`/${(found[at] ?? found[0])?.name ?? typed}`);
      else if (key === "Escape") setClosed(true);
      else return false;
      return true;
    },
  }));

  if (found.length === 0) return null;
  return (
    <div className="suggest" role="listbox" aria-label={t`Команды бота`}>
      {found.map(({ name, description }, index) => (
        <button
          key={name}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="row row--dense suggest__row"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(`/${name}`)}
        >
          <span className="row__body">
            <span className="b cut">/{name}</span>
            {description && <span className="t1 dimmer cut">{description}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Check } from "../../ui/Check";
import { Search } from "../../ui/Search";
import { Facts, Losses } from "./ChatFacts";
import { type ChatPlan, messagesText, number } from "./shapes";

const WITH_SEARCH = 12;

interface ChatsChoiceProps {
  chats: readonly ChatPlan[];
  chosen: readonly number[];
  onChange: (chosen: readonly number[]) => void;
}

/** Which chats of a whole account or workspace come along: nobody wants all of them. */
export function ChatsChoice({ chats, chosen, onChange }: ChatsChoiceProps) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const shown = chats.filter(({ name }) => name.toLowerCase().includes(wanted));
  const toggle = (chat: number, on: boolean) =>
    onChange(on ? [...chosen, chat] : chosen.filter((other) => other !== chat));
  return (
    <div className="stack">
      {chats.length > WITH_SEARCH && (
        <Search label={t`Найти чат`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      )}
      <ul className="devices">
        {shown.map((chat) => (
          <li key={chat.number} className="movein__line stack">
            <Check
              label={<b>{chat.name}</b>}
              hint={t`${messagesText(chat.messages ?? 0)}, авторов: ${number(chat.authors ?? 0)}, файлов: ${number(chat.media ?? 0)}`}
              checked={chosen.includes(chat.number)}
              onChange={(on) => toggle(chat.number, on)}
            />
            <details>
              <summary>{t`Подробности и потери`}</summary>
              <div className="stack">
                <Facts chat={chat} />
                <Losses chat={chat} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}

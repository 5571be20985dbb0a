import { t } from "@lingui/core/macro";
import { LifeBuoy } from "lucide-react";
import { useClient } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import type { Client } from "../../../core";
import { toast } from "../../../ui/Toasts";

const LONG_MS = 20_000;

/** The way to a chat inside this client, whatever name the server goes by outside. */
const inside = (link: string) => new URL(link).pathname + new URL(link).hash;

/** Where a newcomer may put his questions about the move; nothing where his body has no such chat. */
export function HelpDesks() {
  const client = useClient();
  const { value } = useAsk("help desks", () => client.call("list_help_desks", {}));
  return value?.desks.map(({ wave, link }) => (
    <a key={link} className="btn btn--quiet btn--wide" href={inside(link)}>
      <LifeBuoy className="i i--s" aria-hidden="true" />
      {t`Есть вопросы? Чат помощи: ${wave}`}
    </a>
  ));
}

/** The same for whoever goes on at once. It hinders nobody: no answer, no word. */
export function sayHelpDesks(client: Client): void {
  client.call("list_help_desks", {}).then(
    ({ desks }) => {
      for (const { link } of desks.slice(0, 1)) {
        const act = { label: t`Чат помощи`, run: () => location.assign(inside(link)) };
        toast(t`Вопросы о переезде можно задать в чате помощи`, { act, ms: LONG_MS });
      }
    },
    () => undefined,
  );
}

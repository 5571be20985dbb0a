import { t } from "@lingui/core/macro";
import { UserRoundSearch } from "lucide-react";
import { useState } from "react";
import { useClient, useRead } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { ChatId } from "../../core";
import { AuthorsDialog } from "./AuthorsDialog";

/** In «about the chat» of a group that came along: the way to its authors. */
export default function MovedAuthors({ chat }: { chat: ChatId }) {
  const [open, setOpen] = useState(false);
  const client = useClient();
  const source = useRead((read) => read.messages(chat).items.find(({ moved }) => moved)?.moved);
  // Of most groups the answer is that they did not come along.
  const { value } = useAsk(`moved ${chat}`, () => client.call("list_placeholders", { chat, limit: 1 }));
  if (!value) return null;
  return (
    <section className="sect">
      <h3>{t`Перенесённый чат`}</h3>
      <button type="button" className="row row--dense row--wide shared__line" onClick={() => setOpen(true)}>
        <UserRoundSearch className="i dim" aria-hidden="true" />
        <span className="row__line">
          <span className="cut">{t`Авторы старого чата`}</span>
        </span>
      </button>
      {open && <AuthorsDialog chat={chat} source={source ?? ""} onClose={() => setOpen(false)} />}
    </section>
  );
}

import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ChatId } from "../../../core";
import { Button } from "../../../ui/Button";
import { Tabs } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import type { Point } from "../../../ui/Menu";
import { RowSkeletons } from "../../../ui/States";
import { SharedFiles, SharedLinks, SharedMedia, SharedSounds } from "./lists";
import { countText, kindName } from "./Shared";
import type { SharedCounts, SharedKind, Thing } from "./shared";
import { ThingMenu } from "./ThingMenu";
import { usePages } from "./usePages";

interface SharedDialogProps {
  chat: ChatId;
  counts: SharedCounts;
  kinds: readonly SharedKind[];
  begin: SharedKind;
  onClose: () => void;
  onJump: (seq: number) => void;
}

/** Everything that was shared in a chat, one kind at a time. */
export function SharedDialog({ chat, counts, kinds, begin, onClose, onJump }: SharedDialogProps) {
  const [kind, setKind] = useState(begin);
  const options = kinds.map((one) => ({
    value: one,
    label: (
      <>
        {kindName(one)} <span className="num">{countText(counts, one)}</span>
      </>
    ),
  }));
  return (
    <Dialog tall title={t`Вложения`} closeLabel={t`Закрыть`} onClose={onClose}>
      <Tabs label={t`Вложения`} panel="shared" value={kind} options={options} onChange={setKind} />
      <div id="shared" role="tabpanel" aria-label={kindName(kind)}>
        <Pages key={kind} chat={chat} kind={kind} onJump={onJump} />
      </div>
    </Dialog>
  );
}

const LISTS = { media: SharedMedia, files: SharedFiles, sounds: SharedSounds, links: SharedLinks };

function Pages({ chat, kind, onJump }: { chat: ChatId; kind: SharedKind; onJump: (seq: number) => void }) {
  const { messages, more, error, next } = usePages(chat, kind);
  const [menu, setMenu] = useState<{ thing: Thing | { message: Thing["message"] }; at: Point }>();
  const List = LISTS[kind];
  return (
    <div className="stack">
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {!messages && !error && <RowSkeletons count={4} label={t`Загружаем список`} />}
      {messages?.length === 0 && <p className="dim">{t`Ничего нет`}</p>}
      {messages && <List messages={messages} onMenu={(thing, at) => setMenu({ thing, at })} onJump={onJump} />}
      {more && (
        <Button look="quiet" onClick={next}>
          {t`Показать ещё`}
        </Button>
      )}
      {menu && (
        <ThingMenu
          at={menu.at}
          message={menu.thing.message}
          item={"item" in menu.thing ? menu.thing.item : undefined}
          onJump={onJump}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

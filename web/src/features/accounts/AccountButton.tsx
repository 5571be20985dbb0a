import { t } from "@lingui/core/macro";
import { Check, UserPlus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Client } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { Badge } from "../../ui/States";
import { AccountFace } from "./AccountFace";
import { LIMIT, unreadOf, useAccounts, useFace } from "./useAccounts";
import { useSum } from "./useSum";

/** Who one is here, and a way to one's other accounts. `several`: shown only where there are some. */
export default function AccountButton({ several = false }: { several?: boolean }) {
  const { all, shown } = useAccounts();
  const [at, setAt] = useState<Point>();
  const face = useFace(shown);
  const elsewhere = useSum(
    all.filter((client) => client !== shown),
    unreadOf,
  );
  if (face.id === 0 || (several && all.length < 2)) return null;
  const open = (button: HTMLElement) => {
    const { right, bottom } = button.getBoundingClientRect();
    setAt({ x: right, y: bottom });
  };
  return (
    <>
      <button
        type="button"
        className="rail__item"
        aria-haspopup="menu"
        title={face.name}
        onClick={(event) => open(event.currentTarget)}
      >
        <AccountFace face={face} size={several ? "s" : "m"} />
        <span className="vh">{t`Аккаунты`}</span>
        {all.length > 1 && <span className="cut rail__name">{face.name.split(" ")[0]}</span>}
        <Badge count={elsewhere} words={t`непрочитанных в других аккаунтах`} />
      </button>
      {at && <AccountMenu at={at} onClose={() => setAt(undefined)} />}
    </>
  );
}

function AccountMenu({ at, onClose }: { at: Point; onClose: () => void }) {
  const { all, shown, show, add } = useAccounts();
  const [, go] = useLocation();
  return (
    <Menu label={t`Аккаунты`} at={at} onClose={onClose}>
      {all.map((client) => (
        <AccountItem
          key={client.account.id}
          client={client}
          current={client === shown}
          onChoose={() => {
            onClose();
            if (client !== shown && client.account.id !== undefined) show(client.account.id);
          }}
        />
      ))}
      {all.length < LIMIT && (
        <MenuItem icon={<UserPlus className="i" aria-hidden="true" />} onChoose={add}>
          {t`Добавить аккаунт`}
        </MenuItem>
      )}
      <MenuItem
        icon={<UsersRound className="i" aria-hidden="true" />}
        onChoose={() => {
          onClose();
          go("/settings/accounts");
        }}
      >
        {t`Управление аккаунтами`}
      </MenuItem>
    </Menu>
  );
}

function AccountItem({ client, current, onChoose }: { client: Client; current: boolean; onChoose: () => void }) {
  const face = useFace(client);
  return (
    <MenuItem icon={<AccountFace face={face} size="s" />} onChoose={onChoose}>
      <span className="cut grow">{face.name || "…"}</span>
      {current ? (
        <Check className="i i--s" role="img" aria-label={t`этот аккаунт открыт`} />
      ) : (
        <Badge count={face.unread} words={t`непрочитанных`} />
      )}
    </MenuItem>
  );
}

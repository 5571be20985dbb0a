import { t } from "@lingui/core/macro";
import { Link, useLocation } from "wouter";
import { useClient, useHat, useMe } from "../common/client";
import { administersSome } from "../common/scope";
import { orToast } from "../common/useAct";
import type { ActorId } from "../core";
import { Organisations } from "../features/directory/DirectoryTree";
import { Find } from "../features/directory/Find";
import { Unit } from "../features/directory/Unit";
import { Invitations } from "../features/identity/account/Invitations";
import { type Choice, Tabs } from "../ui/Choice";
import { Page } from "./Frame";
import { Presence } from "./own";

type Tab = "tree" | "invitations";

/** Organisations, units, posts; for administrators also the invitations. */
export default function DirectoryScreen({ place }: { place: string }) {
  const client = useClient();
  const me = useMe();
  const actor = useHat();
  const [, go] = useLocation();
  const invites = administersSome(me);
  const tab: Tab = place === "invitations" && invites ? "invitations" : "tree";
  const unit = Number(place);
  const options: Choice<Tab>[] = [
    { value: "tree", label: t`Организации` },
    { value: "invitations", label: t`Приглашения` },
  ];
  const write = (post: ActorId) => orToast(client.openDialog(actor, post).then((chat) => go(`/chat/${chat}`)));
  const presence = (post: ActorId) => <Presence peer={post} post />;
  const tabs = invites && (
    <div className="page__tabs">
      <Tabs
        label={t`Справочник`}
        panel="panel"
        value={tab}
        options={options}
        onChange={(next) => go(next === "tree" ? "/directory" : "/directory/invitations")}
      />
    </div>
  );
  return (
    <Page title={t`Справочник`} tabs={tabs}>
      {tab === "invitations" ? (
        <Invitations />
      ) : unit > 0 ? (
        <Find key={unit} onWrite={write} presence={presence}>
          <Unit id={unit} onWrite={write} presence={presence} />
        </Find>
      ) : (
        <Find onWrite={write} presence={presence}>
          <Organisations />
          <Link className="btn btn--quiet" href="/desk">
            {t`Каналы учреждений`}
          </Link>
        </Find>
      )}
    </Page>
  );
}

import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useSession } from "../../common/client";
import { Tabs } from "../../ui/Choice";
import { Mark } from "../../ui/Mark";
import ApplyForm from "./ApplyForm";
import Mine from "./Mine";
import { NamedChannel } from "./NamedChannel";
import OneMine from "./OneMine";
import Queue from "./Queue";

type Tab = "/desk" | "/desk/queue";

interface DeskProps {
  /** A page of the client with this title and these tabs. */
  page: (title: string, content: ReactNode, tabs?: ReactNode) => ReactNode;
}

/** Channels of institutions: one's own applications, the queue that everybody sees, short addresses. */
export default function Desk({ page }: DeskProps) {
  const [path, go] = useLocation();
  const signedIn = useSession().status === "signed_in";
  if (!signedIn) return <Outside />;
  if (path.startsWith("/@")) return page(t`Канал`, <NamedChannel name={decodeURIComponent(path.slice(2))} />);
  const tabs = (
    <Tabs<Tab>
      label={t`Каналы учреждений`}
      panel="panel"
      value={path.startsWith("/desk/queue") ? "/desk/queue" : "/desk"}
      onChange={(tab) => go(tab)}
      options={[
        { value: "/desk", label: t`Мои заявки` },
        { value: "/desk/queue", label: t`Очередь` },
      ]}
    />
  );
  return page(t`Каналы учреждений`, <Content />, tabs);
}

function Content() {
  return (
    <Switch>
      <Route path="/desk/queue">
        <Queue />
      </Route>
      <Route path="/desk/new">
        <ApplyForm />
      </Route>
      <Route path="/desk/edit/:id">{({ id }) => <ApplyForm key={id} application={Number(id)} />}</Route>
      <Route path="/desk/:id">{({ id }) => <OneMine key={id} application={Number(id)} />}</Route>
      <Route>
        <Mine />
      </Route>
    </Switch>
  );
}

/** The queue for those who are not signed in. */
function Outside() {
  return (
    <main className="outside">
      <header className="line wrap">
        <Mark />
        <h1 className="t4 grow">{t`Каналы учреждений`}</h1>
        <Link className="btn" href="/desk">{t`Войти и подать заявку`}</Link>
      </header>
      <Queue />
    </main>
  );
}

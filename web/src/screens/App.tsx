import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useSession } from "../common/client";
import { SignIn } from "../features/identity/SignIn";
import { Mark } from "../ui/Mark";
import { ToastArea } from "../ui/Toasts";
import { Messenger } from "./Messenger";

const Invitation = lazy(() => import("../features/identity/Invitation"));
const SettingsScreen = lazy(() => import("./SettingsScreen"));
const DirectoryScreen = lazy(() => import("./DirectoryScreen"));
const JoinScreen = lazy(() => import("./JoinScreen"));

export function App() {
  const [, go] = useLocation();
  return (
    <>
      <Suspense fallback={<Starting />}>
        <Switch>
          <Route path="/invite/:code">
            {({ code }) => (
              <Invitation
                code={code}
                onDone={() => go("/", { replace: true })}
                onSignIn={() => go("/", { replace: true })}
              />
            )}
          </Route>
          <Route>
            <Inside />
          </Route>
        </Switch>
      </Suspense>
      <ToastArea />
    </>
  );
}

/** What only a signed-in person sees; everybody else is asked to sign in and then comes to the same address. */
function Inside() {
  const session = useSession();
  if (session.status === "starting") return <Starting />;
  if (session.status === "signed_out") return <SignIn reason={session.reason} />;
  return (
    <Switch>
      <Route path="/settings/:tab?">{({ tab }) => <SettingsScreen tab={tab ?? ""} />}</Route>
      <Route path="/directory/:place?">{({ place }) => <DirectoryScreen place={place ?? ""} />}</Route>
      <Route path="/join/:code">{({ code }) => <JoinScreen code={code} />}</Route>
      <Route path="/chat/:id/:pane?">
        {({ id, pane }) => <Messenger chat={Number(id) || undefined} info={pane === "info"} />}
      </Route>
      <Route>
        <Messenger chat={undefined} info={false} />
      </Route>
    </Switch>
  );
}

function Starting() {
  return (
    <main className="empty empty--page" aria-busy="true">
      <Mark className="mark mark--xl" />
      <span className="vh" role="status">{t`Загружаем Вече`}</span>
    </main>
  );
}

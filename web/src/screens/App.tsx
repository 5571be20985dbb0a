import { t } from "@lingui/core/macro";
import { Suspense } from "react";
import { Route, Switch, useLocation, useRoute } from "wouter";
import { useApps } from "../common/apps";
import { useSession, useStage } from "../common/client";
import { later, lazy } from "../common/later";
import { MediaProvider } from "../common/media";
import { useReporting } from "../common/report";
import { administersSome } from "../common/scope";
import { words as directory } from "../features/directory/words";
import { words as account } from "../features/identity/account/words";
import { words as ways } from "../features/identity/ways/words";
import { words as identity } from "../features/identity/words";
import { Mark } from "../ui/Mark";
import { ToastArea } from "../ui/Toasts";
import { Messenger } from "./Messenger";
import { MEDIA } from "./media";
import { Notices, Others, ReportDialog } from "./own";

const SignIn = later([identity], () => import("../features/identity/SignIn"));
const Invitation = later([identity, ways], () => import("../features/identity/ways/Invitation"));
const SettingsScreen = later([account, ways], () => import("./SettingsScreen"));
const DirectoryScreen = later([directory, account], () => import("./DirectoryScreen"));
const PackScreen = lazy(() => import("./PackScreen"));
const LinkPage = later([identity, ways], () => import("../features/identity/ways/LinkPage"));
const RecoverPage = later([identity, ways], () => import("../features/identity/ways/RecoverPage"));
const SafetyNotices = later([account, ways], () => import("../features/identity/account/SafetyNotices"));
const KeysSheet = lazy(() => import("./KeysSheet"));
const FocusAlong = lazy(() => import("./FocusAlong"));
const JoinScreen = lazy(() => import("./JoinScreen"));
const DeskScreen = lazy(() => import("./DeskScreen"));
const ServicesScreen = lazy(() => import("./ServicesScreen"));
const ManageScreen = lazy(() => import("./ManageScreen"));
const DESK = /^\/(?:desk(?:\/|$)|@)/;
const SERVICES = /^\/(?:services|bot|share|user|c)(?:\/|$)/;

export function App() {
  const [, go] = useLocation();
  const home = () => go("/", { replace: true });
  return (
    <>
      <Suspense fallback={<Starting />}>
        <Switch>
          <Route path="/invite/:code?">
            {({ code }) => <Invitation code={codeOf(code)} onDone={home} onSignIn={home} />}
          </Route>
          <Route path="/link/:code?">{({ code }) => <LinkPage code={codeOf(code)} onHome={home} />}</Route>
          <Route path="/recover/:code?">{({ code }) => <RecoverPage code={codeOf(code)} onDone={home} />}</Route>
          <Route path="/desk/queue">
            <DeskScreen />
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
  const stage = useStage();
  const session = useSession();
  const reported = useReporting((state) => state.about);
  const app = useApps((state) => state.asked);
  if (session.status === "starting") return <Starting />;
  if (session.status === "signed_out") {
    return <SignIn reason={session.reason} others={stage.clients.some(({ account }) => account.id) && <Others />} />;
  }
  return (
    <MediaProvider key={session.me.id} value={MEDIA}>
      <Suspense>
        <Notices />
        <SafetyNotices />
        <KeysSheet />
        <FocusAlong />
        {app && <ServicesScreen asked={app} />}
        {reported && <ReportDialog about={reported} />}
      </Suspense>
      <Switch>
        <Route path="/settings/:tab?">{({ tab }) => <SettingsScreen tab={tab ?? ""} />}</Route>
        {administersSome(session.me) && (
          <Route path="/manage/:section?">{({ section }) => <ManageScreen asked={section ?? ""} />}</Route>
        )}
        <Route path="/directory/:place?">{({ place }) => <DirectoryScreen place={place ?? ""} />}</Route>
        <Route path={SERVICES}>
          <ServicesScreen />
        </Route>
        <Route path={DESK}>
          <DeskScreen />
        </Route>
        <Route path="/stickers/:code">{({ code }) => <PackScreen code={code} />}</Route>
        <Route path="/join/:code?">{({ code }) => <JoinScreen code={codeOf(code)} />}</Route>
        <Route>
          <Chats />
        </Route>
      </Switch>
    </MediaProvider>
  );
}

/** One and the same messenger with and without an open chat, so that the list keeps its place. */
function Chats() {
  const [, params] = useRoute<{ id: string; pane?: string; sub?: string }>("/chat/:id/:pane?/:sub?");
  const pane = params?.pane;
  const sub = params?.sub;
  return (
    <Messenger
      chat={Number(params?.id) || undefined}
      info={pane === "info"}
      at={Number(pane) || undefined}
      topic={pane === "topic" ? (sub === "all" ? sub : Number(sub)) : undefined}
      comments={pane === "comments" ? Number(sub) || undefined : undefined}
    />
  );
}

/** The code stands behind "#", where no server and no log sees it; behind "/" it is taken too. */
function codeOf(inPath: string | undefined): string {
  return inPath ?? decodeURIComponent(location.hash.slice(1));
}

function Starting() {
  return (
    <main className="empty empty--page" aria-busy="true">
      <Mark className="mark mark--xl" />
      <span className="vh" role="status">{t`Загружаем Вече`}</span>
    </main>
  );
}

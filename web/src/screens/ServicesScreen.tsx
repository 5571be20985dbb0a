import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { type AskedApp, useApps } from "../common/apps";
import { Page } from "./Frame";
import { Messenger } from "./Messenger";
import { AppForm, AppWindow, BotPage, Catalogue, LeadPage, SharePage } from "./services";

/** The catalogue of mini apps, and what links of bots and apps lead to; with `asked` the window of one app. */
export default function ServicesScreen({ asked }: { asked?: AskedApp }) {
  if (asked) return <AppWindow asked={asked} onClose={() => useApps.getState().ask(null)} />;
  return (
    <Switch>
      <Route path="/services/edit/:bot">
        {({ bot }) => paged(t`Мини-приложение бота`, <AppForm bot={Number(bot)} />)}
      </Route>
      <Route path="/bot/:username">{({ username }) => paged(t`Бот`, <BotPage username={username} />)}</Route>
      <Route path="/share">
        <Messenger chat={undefined} info={false} />
        <SharePage />
      </Route>
      <Route path="/user/:id">{({ id }) => paged(t`Ссылка`, <LeadPage user={Number(id)} />)}</Route>
      <Route path="/c/:chat/:post">
        {({ chat, post }) => paged(t`Ссылка`, <LeadPage chat={Number(chat)} post={post} />)}
      </Route>
      <Route>{paged(t`Сервисы`, <Catalogue />)}</Route>
    </Switch>
  );
}

const paged = (title: string, content: ReactNode) => <Page title={title}>{content}</Page>;

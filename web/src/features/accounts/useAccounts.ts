import { useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { useStage } from "../../common/client";
import { useShowing } from "../../common/media";
import type { Actor, ActorId, Client, Session } from "../../core";

export interface Accounts {
  /** In the order in which they came; without whoever is just at the door. */
  readonly all: readonly Client[];
  readonly shown: Client;
  /** From here the whole page is another account's. */
  readonly show: (id: ActorId) => void;
  readonly add: () => void;
}

export const LIMIT = 5;

export function useAccounts(): Accounts {
  const stage = useStage();
  const [, go] = useLocation();
  const clients = useSyncExternalStore(stage.subscribe, () => stage.clients);
  const shown = useSyncExternalStore(stage.subscribe, () => stage.shown);
  const turn = (work: (crowd: Awaited<ReturnType<typeof stage.accounts>>) => void) =>
    void stage.accounts().then((crowd) => {
      go("/");
      // What plays and what fills the screen belongs to the account before.
      useShowing.setState({ track: null, viewing: null });
      work(crowd);
    });
  return {
    all: clients.filter(({ account }) => account.id !== undefined),
    shown,
    show: (id) => turn((crowd) => crowd.show(id)),
    add: () => turn((crowd) => crowd.add()),
  };
}

function useOf<T>(client: Client, select: (client: Client) => T): T {
  return useSyncExternalStore(client.subscribe, () => select(client));
}

function hatsOf(session: Session): readonly { readonly id: ActorId }[] {
  return session.status === "signed_in" ? session.hats : [];
}

/** What an account has that was not read, under all its hats. */
export function unreadOf({ read }: Client): number {
  return hatsOf(read.session()).reduce((sum, hat) => sum + read.unread(hat.id).messages, 0);
}

export interface Face {
  readonly id: ActorId;
  readonly name: string;
  readonly card: Actor | undefined;
  readonly unread: number;
}

export function useFace(client: Client): Face {
  const id = client.account.id ?? 0;
  const session = useOf(client, ({ read }) => read.session());
  const card = useOf(client, ({ read }) => (id === 0 ? undefined : read.actor(id)));
  const unread = useOf(client, unreadOf);
  return { id, name: card?.name ?? (session.status === "signed_in" ? session.me.name : ""), card, unread };
}

/** Each picture is asked for by the account that it belongs to. */
export function accountPicture({ id, card }: Face): string | undefined {
  return card?.photo === undefined ? undefined : `/media/files/${card.photo}/thumb?account=${id}`;
}

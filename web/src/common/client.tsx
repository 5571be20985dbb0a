import { createContext, useContext, useSyncExternalStore } from "react";
import type { Actor, ActorId, Client, ConnectionState, Hat, Me, Reader, Session, Stage } from "../core";
import { useUi } from "./state";

const StageContext = createContext<Stage | null>(null);

export const StageProvider = StageContext.Provider;

/** The accounts of this page. */
export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error("no client above this component");
  return stage;
}

/** The client of the account that is looked at. */
export function useClient(): Client {
  const stage = useStage();
  return useSyncExternalStore(stage.subscribe, () => stage.shown);
}

/** Reads from the core; the component is drawn again only when the answer is another object. */
export function useRead<T>(select: (read: Reader) => T): T {
  const client = useClient();
  return useSyncExternalStore(client.subscribe, () => select(client.read));
}

export function useSession(): Session {
  return useRead((read) => read.session());
}

export function useConnection(): ConnectionState {
  return useRead((read) => read.connection());
}

const NO_HATS: readonly Hat[] = [];

export function useHats(): readonly Hat[] {
  const session = useSession();
  return session.status === "signed_in" ? session.hats : NO_HATS;
}

/** The signed-in person. Only below the sign-in gate. */
export function useMe(): Me {
  const session = useSession();
  if (session.status !== "signed_in") throw new Error("not signed in");
  return session.me;
}

/** As whom the person looks and acts now: himself or one of his posts. */
export function useHat(): ActorId {
  const me = useMe();
  const hats = useHats();
  const chosen = useUi((state) => state.hat);
  return hats.some((hat) => hat.id === chosen) ? chosen : me.id;
}

export function useActor(id: ActorId | undefined): Actor | undefined {
  return useRead((read) => (id === undefined ? undefined : read.actor(id)));
}

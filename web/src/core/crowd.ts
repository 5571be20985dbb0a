/** The accounts of this page beside the first: each has its client, all are connected, one is looked at. */
import { freeBase, known, lookAt, remember, type Stage } from "./accounts";
import type { Client } from "./api";
import { createClient, createDoor } from "./client";
import type { ActorId, Me } from "./model";
import type { Account } from "./ports";

export const ACCOUNTS_LIMIT = 5;

export class Crowd {
  constructor(private readonly stage: Stage) {}

  /** Clients for all that are known and have none here. */
  begin(): void {
    for (const one of known()) {
      if (this.of(one.id)) continue;
      const client = createClient(this.stage.account(one));
      this.stage.set(this.stage.shown, [...this.stage.clients, client]);
      void client.start();
    }
  }

  private of(id: ActorId): Client | undefined {
    return this.stage.clients.find(({ account }) => account.id === id);
  }

  show(id: ActorId): void {
    this.begin();
    const client = this.of(id);
    if (!client) return;
    lookAt(id);
    this.stage.set(client, this.withoutDoors());
  }

  private withoutDoors(): readonly Client[] {
    return this.stage.clients.filter(({ account }) => account.id !== undefined);
  }

  /** The door once more, for one who is not here yet. */
  add(): void {
    const account = { ...this.stage.account(undefined), door: true };
    this.stage.set(createDoor(account), this.withoutDoors());
  }

  /** Somebody came in by a door, or by an invitation that was opened here. */
  async enter(me: Me): Promise<void> {
    if (!known().some(({ id }) => id === me.id)) remember([...known(), { id: me.id, base: freeBase() }]);
    this.show(me.id);
  }

  /** One account less. Whoever wished it goes on with another; who did not is told, at the door. */
  async ended(account: Account, wished: boolean, name: string): Promise<void> {
    const client = this.stage.clients.find((one) => one.account === account);
    const [next] = known();
    if (!client || !next) return;
    if (client !== this.stage.shown) {
      if (!wished) this.stage.setLost([...this.stage.lost, name]);
      this.stage.set(this.stage.shown, this.withoutDoors());
      await client.stop();
    } else if (wished) {
      this.show(next.id);
      await client.stop();
    } else {
      account.door = true;
      this.begin();
    }
  }
}

/** How far we know a versioned space (a chat or an actor), and whether something is missing in between. */
import type { Version } from "./model";

export class Space {
  /** Single changes that came ahead of a hole and are applied already. */
  private readonly ahead = new Set<Version>();
  private told: Version;

  constructor(
    /** Every change up to here is applied. */
    public known: Version,
  ) {
    this.told = known;
  }

  /** A change with this version is applied. */
  apply(version: Version): void {
    if (version <= this.known) return;
    this.hint(version);
    this.ahead.add(version);
    while (this.ahead.delete(this.known + 1)) this.known += 1;
  }

  /** Somebody says that the space is at this version; what changed there is not known from it. */
  hint(version: Version): void {
    if (version > this.told) this.told = version;
  }

  /** Everything up to `version` is applied. */
  reach(version: Version): void {
    if (version > this.known) {
      this.known = version;
      this.hint(version);
      for (const seen of this.ahead) if (seen <= version) this.ahead.delete(seen);
    }
    while (this.ahead.delete(this.known + 1)) this.known += 1;
  }

  get hole(): boolean {
    return this.known < this.told;
  }
}

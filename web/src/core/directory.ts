/** The organisation: its tree, posts, who holds them, and the commands about it. */
import type { Nothing } from "./commands";
import type { Actor, ActorId } from "./model";

export interface UnitBrief {
  readonly id: number;
  readonly name: string;
}

export interface Organisation {
  readonly id: number;
  readonly name: string;
  /** Those at the top of its tree. */
  readonly units: readonly UnitBrief[];
  /** The body that it answers to. */
  readonly above?: number;
}

export interface AdministratorRow {
  readonly id: number;
  readonly actor: ActorId;
  readonly kind: string;
  readonly name: string;
  readonly title?: string;
  /** Absent: of the whole organisation. */
  readonly unit?: number;
  readonly unit_name?: string;
}

export interface PostRow {
  readonly id: ActorId;
  readonly title: string;
  /** Absent while the post is vacant. His private side is told only to administrators and himself. */
  readonly holder?: { readonly name: string; readonly person?: ActorId };
  /** It heads its unit. */
  readonly head?: boolean;
  /** Names of those who stand in now. */
  readonly acting?: readonly string[];
  /** It is no more; shown to those who administer the unit. */
  readonly closed?: boolean;
}

/** A post in one line; no name while it is vacant. */
export interface PostBrief {
  readonly id: ActorId;
  readonly title: string;
  readonly name?: string;
}

export interface SubstitutionRow {
  readonly id: number;
  readonly substitute: PostBrief;
  readonly since: number;
  readonly until: number;
  /** It is in force. */
  readonly now?: boolean;
}

export interface PostCard {
  readonly id: ActorId;
  readonly title: string;
  readonly organisation: number;
  readonly organisation_name: string;
  readonly path: readonly UnitBrief[];
  readonly head?: boolean;
  readonly phone?: string;
  readonly email?: string;
  readonly holder?: { readonly name: string; readonly person?: ActorId };
  readonly deputy?: PostBrief;
  readonly acting?: readonly PostBrief[];
  readonly substitutions?: readonly SubstitutionRow[];
  readonly closed?: boolean;
}

/** What became of a dismissal: so many posts are vacant, or a second administrator has to confirm it. */
export interface Dismissal {
  readonly dismissed?: number;
  readonly waiting?: number;
  readonly expires_at?: number;
}

export interface WaitingDismissal {
  readonly id: number;
  readonly asked_by: ActorId;
  readonly asked_by_name: string;
  readonly asked_at: number;
  readonly expires_at: number;
  readonly count: number;
  readonly names: readonly string[];
  readonly mine?: boolean;
}

export interface UnitView {
  readonly unit: UnitBrief & {
    readonly organisation: number;
    readonly organisation_name: string;
    readonly parent?: number;
  };
  /** The units above, from the top down. */
  readonly path: readonly UnitBrief[];
  readonly units: readonly UnitBrief[];
  readonly posts: readonly PostRow[];
}

/** A unit that was found by name. `way`: names of those above it, from the top down. */
export interface FoundUnit extends UnitBrief {
  readonly organisation: number;
  readonly organisation_name: string;
  readonly way: readonly string[];
}

export interface FoundInDirectory {
  readonly units: readonly FoundUnit[];
  readonly posts: readonly { readonly card: Actor; readonly unit: FoundUnit }[];
}

export interface DirectoryCommands {
  list_organisations: { ask: Nothing; answer: { organisations: readonly Organisation[] } };
  get_unit: { ask: { unit: number }; answer: UnitView };
  create_organisation: { ask: { name: string }; answer: { organisation: number } };
  set_body_above: { ask: { organisation: number; above?: number }; answer: Nothing };
  give_administration: {
    ask: { organisation: number; unit?: number; post?: ActorId; person?: ActorId };
    answer: { id: number };
  };
  take_administration: { ask: { administration: number }; answer: Nothing };
  list_administrators: {
    ask: { organisation: number };
    answer: { administrators: readonly AdministratorRow[] };
  };
  create_unit: { ask: { organisation: number; parent?: number; name: string }; answer: { unit: number } };
  rename_unit: { ask: { unit: number; name: string }; answer: Nothing };
  move_unit: { ask: { unit: number; parent?: number }; answer: Nothing };
  create_post: { ask: { unit: number; title: string }; answer: { post: ActorId } };
  rename_post: { ask: { post: ActorId; title: string }; answer: Nothing };
  move_post: { ask: { post: ActorId; unit: number }; answer: Nothing };
  close_post: { ask: { post: ActorId }; answer: Nothing };
  reopen_post: { ask: { post: ActorId }; answer: Nothing };
  search_directory: { ask: { query: string; organisation?: number }; answer: FoundInDirectory };
  appoint: { ask: { post: ActorId; person: ActorId }; answer: Nothing };
  dismiss: { ask: { post: ActorId }; answer: Dismissal };
  dismiss_employee: { ask: { person: ActorId; organisation: number }; answer: Dismissal };
  dismiss_many: { ask: { posts: readonly ActorId[] }; answer: Dismissal };
  confirm_dismissal: { ask: { dismissal: number }; answer: Dismissal };
  cancel_dismissal: { ask: { dismissal: number }; answer: Nothing };
  list_dismissals: { ask: Nothing; answer: { dismissals: readonly WaitingDismissal[] } };
  get_post_card: { ask: { post: ActorId }; answer: PostCard };
  set_post_card: { ask: { post: ActorId; head?: boolean; phone?: string; email?: string }; answer: Nothing };
  set_deputy: { ask: { post: ActorId; deputy?: ActorId }; answer: Nothing };
  substitute: { ask: { post: ActorId; substitute: ActorId; since: number; until: number }; answer: { id: number } };
  end_substitution: { ask: { substitution: number }; answer: Nothing };
}

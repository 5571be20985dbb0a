/** Nothing that runs: the compiler compares the types of commands.ts with those made from the server's code. */
import type { operations } from "./api.gen";
import type { Answer, Ask, CommandName } from "./commands";

type Body<Part> = Part extends { content: { "application/json": infer Json } } ? Json : never;
type Taken<Name extends CommandName> = Body<operations[Name]["requestBody"]>;
type Given<Name extends CommandName> = Body<operations[Name]["responses"][200]>;

/** The same type in which everything may only be read. */
type Read<T> = T extends (infer Item)[]
  ? readonly Read<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Read<T[Key]> }
    : T;

/** The server names some words only in its documents ("person, post or bot"); here any text will do. */
type Wide<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wide<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wide<T[Key]> }
      : T;

/** For each command: does the server take what we ask, do we understand what it answers? */
type Verdicts = {
  [Name in CommandName]: Ask<Name> extends Read<Taken<Name>>
    ? Exclude<keyof Ask<Name>, keyof Taken<Name>> extends never
      ? Read<Given<Name>> extends Wide<Answer<Name>>
        ? "fits"
        : "the answer differs"
      : "a field that the server does not know"
    : "the request differs";
};
type Wrong = { [Name in CommandName as Verdicts[Name] extends "fits" ? never : Name]: Verdicts[Name] };
type Missing = Exclude<keyof operations, CommandName>;

type Holds<Claim extends true> = Claim;
export type Checked = [
  // An error here: look at `Wrong` for the commands and what is wrong with them.
  Holds<Record<never, never> extends Wrong ? true : Wrong>,
  // An error here: the server has commands that commands.ts does not know.
  Holds<[Missing] extends [never] ? true : Missing>,
];

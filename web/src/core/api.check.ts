/** Nothing that runs: the compiler compares the types of commands.ts with those made from the server's code. */
import type { operations } from "./api.gen";
import type { Commands, Given, Read, Taken } from "./commands";

type Named = keyof Commands & keyof operations;

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
  [Name in Named]: Commands[Name]["ask"] extends Read<Taken<Name>>
    ? Exclude<keyof Commands[Name]["ask"], keyof Taken<Name>> extends never
      ? Read<Given<Name>> extends Wide<Commands[Name]["answer"]>
        ? "fits"
        : "the answer differs"
      : "a field that the server does not know"
    : "the request differs";
};
type Wrong = { [Name in Named as Verdicts[Name] extends "fits" ? never : Name]: Verdicts[Name] };
type Unknown = Exclude<keyof Commands, keyof operations>;

type Holds<Claim extends true> = Claim;
export type Checked = [
  // An error here: look at `Wrong` for the commands and what is wrong with them.
  Holds<Record<never, never> extends Wrong ? true : Wrong>,
  // An error here: commands.ts has commands that the server does not know.
  Holds<[Unknown] extends [never] ? true : Unknown>,
];

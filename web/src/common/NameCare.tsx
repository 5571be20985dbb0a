import { t } from "@lingui/core/macro";
import { TriangleAlert } from "lucide-react";
import type { ActorId, Answer } from "../core";
import { useClient, useMe } from "./client";
import { useAsk } from "./useAsk";

export type NameCode = Answer<"get_name_warnings">["warnings"][number]["codes"][number];

/** The server looks at so many names at once. */
const AT_ONCE = 100;

/** Of these people, those whose names could be taken for another's. Nothing while nobody can be asked. */
export function useNameCare(all: readonly ActorId[]): ReadonlyMap<ActorId, NameCode> {
  const client = useClient();
  const me = useMe();
  // Nobody takes himself for another.
  const actors = all.filter((actor) => actor !== me.id);
  const { value } = useAsk(`name care ${actors.join()}`, async () => {
    const parts = Array.from({ length: Math.ceil(actors.length / AT_ONCE) }, (_, at) =>
      actors.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
    );
    const answers = await Promise.all(parts.map((part) => client.call("get_name_warnings", { actors: part })));
    return new Map(
      answers.flatMap(({ warnings }) =>
        warnings.flatMap(({ actor, codes }): [ActorId, NameCode][] => {
          const [first] = codes;
          if (first === undefined) return [];
          return [[actor, codes.includes("like_support") ? "like_support" : first]];
        }),
      ),
    );
  });
  return value ?? new Map();
}

/** Under a name in a list: what a reader should know before he takes it for another's. */
export function NameCare({ code }: { code: NameCode | undefined }) {
  if (code === undefined) return null;
  return (
    <span className="t1 name-care">
      <TriangleAlert className="i i--s" aria-hidden="true" /> {careWords(code)}
    </span>
  );
}

function careWords(code: NameCode): string {
  switch (code) {
    case "like_support":
      return t`Похоже на служебное имя, но это обычный человек`;
    case "like_official":
      return t`Так зовут должностное лицо, но это личная учётная запись`;
    case "mixed_scripts":
      return t`В имени смешаны буквы разных алфавитов`;
  }
}

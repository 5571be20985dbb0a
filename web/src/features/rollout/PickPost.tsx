import { t } from "@lingui/core/macro";
import { UserSearch } from "lucide-react";
import { useState } from "react";
import { PeoplePicker } from "../../common/PeoplePicker";
import { actorLine, actorName } from "../../common/Who";
import { Button } from "../../ui/Button";

/** Which post answers for something: `id` 0 is nobody. */
export interface Answering {
  id: number;
  text: string;
}

export const NOBODY: Answering = { id: 0, text: "" };

export function answering(post: { post: number; title: string; name?: string } | null | undefined): Answering {
  return post ? { id: post.post, text: post.name ? `${post.name}, ${post.title}` : post.title } : NOBODY;
}

/** A post that answers for something: found by name or title, changed or taken off. */
export function PickPost({ value, onChange }: { value: Answering; onChange: (value: Answering) => void }) {
  const [finding, setFinding] = useState(false);
  return (
    <fieldset className="stack stack--tight ro-pick">
      <legend>{t`Ответственный`}</legend>
      <div className="line wrap">
        <span className={`grow ${value.id ? "" : "dim"}`}>{value.id ? value.text : t`не назначен`}</span>
        <Button look="soft" aria-expanded={finding} onClick={() => setFinding(!finding)}>
          <UserSearch className="i i--s" aria-hidden="true" />
          {value.id ? t`Сменить` : t`Назначить`}
        </Button>
        {value.id !== 0 && <Button look="quiet" onClick={() => onChange(NOBODY)}>{t`Снять`}</Button>}
      </div>
      {finding && (
        <PeoplePicker
          label={t`Имя или должность`}
          single
          kind="post"
          chosen={[]}
          onChange={([card]) => {
            if (card) onChange({ id: card.id, text: [actorName(card), actorLine(card)].filter(Boolean).join(", ") });
            setFinding(false);
          }}
        />
      )}
    </fieldset>
  );
}

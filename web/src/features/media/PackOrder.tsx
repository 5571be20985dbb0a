import { t } from "@lingui/core/macro";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";
import { address } from "./measures";
import { useReorder } from "./reorder";
import type { Pack } from "./Stickers";

/** In which order the packs stand in one's panel. */
export default function PackOrder({ packs, onClose }: { packs: readonly Pack[]; onClose: () => void }) {
  const client = useClient();
  const [list, setList] = useState(packs);
  const [said, setSaid] = useState("");
  const { propsOf, step } = useReorder(list, (next) => {
    // Seen at once; the server has the last word.
    setList(next);
    const place = list.findIndex((pack, at) => next[at] !== pack) + 1;
    setSaid(t`Порядок изменён с места ${place}`);
    client.call("order_packs", { packs: next.map(({ id }) => id) }).then(
      (answer) => setList(answer.packs),
      (thrown: unknown) => {
        setList(list);
        toast(errorText(thrown));
      },
    );
  });
  return (
    <Dialog
      title={t`Порядок наборов`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={<Button look="main" onClick={onClose}>{t`Готово`}</Button>}
    >
      <p className="t1 dim">{t`Перетащите, или Alt и стрелки, или кнопки справа.`}</p>
      <ol className="devices">
        {list.map((pack, at) => (
          <li key={pack.id} className="device stickers__one" {...propsOf(at)}>
            {pack.stickers[0] && (
              <img
                className="stickers__cover"
                src={address(pack.stickers[0].file, "/thumb")}
                alt=""
                draggable={false}
              />
            )}
            <b className="grow cut">{pack.title}</b>
            <IconButton label={t`Выше: ${pack.title}`} disabled={at === 0} onClick={() => step(at, -1)}>
              <ChevronUp className="i" aria-hidden="true" />
            </IconButton>
            <IconButton label={t`Ниже: ${pack.title}`} disabled={at === list.length - 1} onClick={() => step(at, 1)}>
              <ChevronDown className="i" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
      <span className="vh" role="status">
        {said}
      </span>
    </Dialog>
  );
}

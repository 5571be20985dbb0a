import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { toast } from "../../ui/Toasts";
import PackDialog from "./PackDialog";

/** Where the link of a pack leads. */
export default function PackPage({ code, onClose }: { code: string; onClose: () => void }) {
  const client = useClient();
  const { value, error } = useAsk(`pack ${code}`, () => client.call("get_pack", { code }));
  useEffect(() => {
    if (!error) return;
    toast(t`Такого набора стикеров нет.`);
    onClose();
  }, [error, onClose]);
  return value ? <PackDialog pack={value.pack} onClose={onClose} /> : null;
}

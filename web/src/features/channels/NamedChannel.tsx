import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation } from "wouter";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Empty, RowSkeletons } from "../../ui/States";

/** Where the short address of a channel leads: to the channel, or to its page with one button. */
export function NamedChannel({ name }: { name: string }) {
  const client = useClient();
  const [, go] = useLocation();
  const { value, error } = useAsk(`channel ${name}`, () => client.call("get_channel_badge", { name }));
  useEffect(() => {
    if (value) go(`/join/${value.code}`, { replace: true });
  }, [value, go]);
  if (!error) return <RowSkeletons count={3} label={t`Открываем канал`} />;
  return (
    <Empty
      icon={<CircleX className="i i--l" aria-hidden="true" />}
      title={t`Канала с таким адресом нет`}
      acts={<Link className="btn" href="/">{t`К списку чатов`}</Link>}
    >
      <p>{error}</p>
    </Empty>
  );
}

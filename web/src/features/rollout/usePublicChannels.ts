import { useClient, useHats } from "../../common/client";
import { useAsk } from "../../common/useAsk";

/** The public channels that one is in, as oneself or with a post; whether one runs them the server says. */
export function usePublicChannels(): readonly { id: number; title: string }[] | undefined {
  const client = useClient();
  const hats = useHats();
  const { value } = useAsk(`public channels ${hats.length}`, async () => {
    const lists = await Promise.all(
      hats.map(async ({ id }) => (await client.call("list_chats", { limit: 100, actor: id })).chats),
    );
    const open = lists.flat().filter((one) => one.kind === "channel" && one.mode === "public");
    return [...new Map(open.map((one) => [one.id, { id: one.id, title: one.title ?? "" }])).values()];
  });
  return value;
}

import { useCallback } from "react";
import { useClient } from "../../common/client";
import type { Track } from "../../common/media";
import { actorName } from "../../common/Who";
import type { Answer, Client } from "../../core";
import { setFollowing, toggle } from "./player";

type Said = Answer<"list_shared">["messages"][number];

/** So many recordings are looked through for one of the same sort. */
const AHEAD = 20;

/** All recordings of a message: spoken words with the name of who spoke, music with its own. */
export function tracksOf(message: Said, sender: string): readonly Track[] {
  const { chat, seq } = message;
  return (message.attachments ?? []).flatMap(({ type, file, title, performer, name }) => {
    if (file === undefined || (type !== "voice" && type !== "audio")) return [];
    const spoken = type === "voice";
    const music = [performer, title || name].filter(Boolean).join(" · ");
    return [{ chat, seq, file, title: spoken ? sender : music, spoken }];
  });
}

/** The recording beside this one in its chat, of the same sort: words after words, music after music. */
export async function beside(client: Client, track: Track, step: 1 | -1): Promise<Track | undefined> {
  const { chat, seq } = track;
  const found = await client.call("list_shared", {
    chat,
    kind: "sounds",
    limit: AHEAD,
    // From its own message on: an album holds several.
    ...(step === 1 ? { after: seq - 1 } : { before: seq + 1 }),
  });
  const tracks = found.messages.flatMap((message) => {
    const all = tracksOf(message, actorName(client.read.actor(message.sender)));
    return step === 1 ? all : all.toReversed();
  });
  return nextIn(tracks, track);
}

export function nextIn(tracks: readonly Track[], track: Track): Track | undefined {
  const at = tracks.findIndex(({ seq, file }) => seq === track.seq && file === track.file);
  return tracks.slice(at + 1).find(({ spoken }) => spoken === track.spoken);
}

/** Plays a recording, and then the one after it, to the end of the chat. */
export function usePlay() {
  const client = useClient();
  return useCallback(
    (track: Track, local?: string, from?: number) => {
      setFollowing((ended) => beside(client, ended, 1));
      toggle(track, local, from);
    },
    [client],
  );
}

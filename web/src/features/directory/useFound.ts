import { useEffect, useState } from "react";
import { useClient } from "../../common/client";
import { type Asked, useAsk } from "../../common/useAsk";
import type { FoundInDirectory } from "../../core";

const PAUSE_MS = 250;
const NOTHING: FoundInDirectory = { units: [], posts: [] };

/** What the directory answers to these words, once they have stopped changing; nothing for less than two letters. */
export function useFound(query: string, organisation?: number): Asked<FoundInDirectory> & { wanted: string } {
  const client = useClient();
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWanted(query.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const asked = useAsk(`directory ${organisation} ${wanted}`, async () =>
    wanted.length < 2
      ? NOTHING
      : client.call("search_directory", { query: wanted, ...(organisation ? { organisation } : {}) }),
  );
  return { ...asked, wanted };
}

import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import { useAct } from "../../common/useAct";
import { type Ask, asShown, type CommandName } from "../../core";
import { toast } from "../../ui/Toasts";
import type { Report, Wave } from "./shapes";

/** Changes are told for three minutes after a plan was asked for; whatever is not told is seen with the next round. */
const AGAIN_MS = 60_000;

/** Commands that answer how the plan stands after them. */
export type Changing = {
  [Name in CommandName]: Name extends
    | "create_rollout"
    | "change_rollout"
    | "set_rollout_unit"
    | "add_wave"
    | "change_wave"
    | "remove_wave"
    | "start_wave"
    | "pause_wave"
    | "roll_back_wave"
    | "open_wave_help"
    | "add_old_group"
    | "set_old_group"
    | "remove_old_group"
    ? Name
    : never;
}[CommandName];

export interface Doing {
  run<Name extends Changing>(name: Name, fields: Ask<Name>, said: string): void;
  /** Asks first: a step back takes invitations away. */
  sure(wave: Wave): void;
  download(path: string): void;
}

export interface Rollout {
  report: Report | undefined;
  error: string | undefined;
  doing: Doing;
  asked: Wave | undefined;
  answer: (yes: boolean) => void;
  again: () => void;
}

/** A plan that is looked at: read again when the server says that it stands differently, and answered by every act. */
export function useRollout(plan: number): Rollout {
  const client = useClient();
  const [report, setReport] = useState<Report>();
  const [trouble, setTrouble] = useState<string>();
  const [asked, setAsked] = useState<Wave>();
  const [round, setRound] = useState(0);
  const act = useAct();
  /** Counts acts: what was read before or during one is older than its answer. */
  const acts = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round asks again
  useEffect(() => {
    let live = true;
    const look = () => {
      const before = acts.current;
      return client.call("get_rollout", { plan }).then(
        (value) => {
          if (!live || before !== acts.current) return;
          setReport(value);
          setTrouble(undefined);
        },
        (thrown: unknown) => live && setTrouble(errorText(thrown)),
      );
    };
    void look();
    const timer = setInterval(() => document.visibilityState === "visible" && void look(), AGAIN_MS);
    // After a break nobody knows what was missed.
    const stop = client.hear((event) => {
      if ((event.ev === "rollout" && event.plan === plan) || event.ev === "welcome" || event.ev === "resync")
        void look();
    });
    return () => {
      live = false;
      stop();
      clearInterval(timer);
    };
  }, [client, plan, round]);
  const run: Doing["run"] = (name, fields, said) =>
    void act.run(async () => {
      acts.current += 1;
      const answer = (await client.call(name, fields)) as Report;
      acts.current += 1;
      setReport(answer);
      toast(said);
    });
  const doing: Doing = {
    run,
    sure: setAsked,
    download: (path) => {
      // The browser keeps it as a file; the session travels as a cookie.
      const link = document.createElement("a");
      link.href = asShown(`/rollout-files/${path}`);
      link.download = "";
      link.click();
    },
  };
  return {
    report: report?.plan.id === plan ? report : undefined,
    error: act.error ?? trouble,
    doing,
    asked,
    answer: (yes) => {
      if (yes && asked) run("roll_back_wave", { wave: asked.id }, t`Волна откачена`);
      setAsked(undefined);
    },
    again: () => setRound((before) => before + 1),
  };
}

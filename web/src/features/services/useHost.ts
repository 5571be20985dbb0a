import { useCallback, useEffect, useRef, useState } from "react";
import type { Asked, AskName, Asks } from "../../bridge/protocol";
import { useMe } from "../../common/client";
import { deviceStorage } from "./deviceStorage";
import type { AppCard } from "./fields";
import { type Launch, type Mounted, mountApp, Refusal } from "./frame";

/** What a person has to answer before the app gets its answer. */
export type QuestionName = Exclude<AskName, "hello" | "close" | "back_button" | "closing" | "storage">;

export interface Question {
  readonly id: number;
  readonly name: QuestionName;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly launch: Launch;
  /** Ends the question with an answer, */
  readonly give: (answer: unknown) => void;
  /** or with a refusal. */
  readonly refuse: (code: string) => void;
}

const QUESTIONS: ReadonlySet<string> = new Set<QuestionName>([
  "open_link",
  "open_max_link",
  "share",
  "share_max",
  "download",
  "contact",
  "read_code",
  "place",
]);

export interface Host {
  mount: (frame: HTMLIFrameElement) => void;
  /** The app's own way back, if it has one now. */
  back: (() => void) | undefined;
  /** Asked at the very moment of closing: what the app has just said counts. */
  confirmsClosing: () => boolean;
  /** It tried to leave its frame and was held. */
  held: boolean;
  question: Question | null;
}

/** The messenger's side of the bridge for one app that runs. */
export function useHost(app: AppCard, launch: Launch | undefined, onClose: () => void): Host {
  const me = useMe();
  const mounted = useRef<Mounted>(null);
  const [back, setBack] = useState(false);
  const confirms = useRef(false);
  const [held, setHeld] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const asking = useRef(false);

  // Another launch begins with nothing of the one before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the launch is what it is about
  useEffect(() => {
    setHeld(false);
    setBack(false);
    confirms.current = false;
    return () => {
      mounted.current?.stop();
      mounted.current = null;
      asking.current = false;
      setQuestion(null);
    };
  }, [launch]);

  const ask = (asked: Asked, running: Launch): Promise<unknown> => {
    // One question at a time: an app must not pile them up before somebody who reads the first.
    if (asking.current) throw new Refusal("client.busy");
    asking.current = true;
    return new Promise((done, fail) => {
      const end = (act: () => void) => {
        asking.current = false;
        setQuestion(null);
        act();
      };
      setQuestion({
        id: asked.id,
        name: asked.ask as QuestionName,
        fields: isObject(asked.with) ? asked.with : {},
        launch: running,
        give: (answer) => end(() => done(answer)),
        refuse: (code) => end(() => fail(new Refusal(code))),
      });
    });
  };

  const handle = async (asked: Asked, running: Launch): Promise<unknown> => {
    const fields = isObject(asked.with) ? asked.with : {};
    switch (asked.ask) {
      case "hello":
        return {};
      case "close":
        onClose();
        return {};
      case "back_button":
        setBack(fields.visible === true);
        return {};
      case "closing":
        confirms.current = fields.confirm === true;
        return {};
      case "storage":
        return deviceStorage(localStorage, me.id, app.bot).act(fields as Asks["storage"]);
      default:
        if (!QUESTIONS.has(asked.ask)) throw new Refusal("client.unknown");
        return ask(asked, running);
    }
  };

  const mount = (frame: HTMLIFrameElement): void => {
    if (!launch || !frame.contentWindow) return;
    mounted.current?.stop();
    mounted.current = mountApp(frame.contentWindow, launch, {
      handle: (asked) => handle(asked, launch),
      onHeld: () => setHeld(true),
    });
  };
  const goBack = useCallback(() => mounted.current?.say("back"), []);
  const confirmsClosing = useCallback(() => confirms.current, []);
  return { mount, back: back ? goBack : undefined, confirmsClosing, held, question };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

import { Suspense } from "react";
import { useClient } from "../../common/client";
import { lazy } from "../../common/later";
import { useMediaViews } from "../../common/media";
import { useActs } from "./acts";
import { deleteLater } from "./deleteLater";
import type { Layer } from "./layers";
import { MessageMenu } from "./MessageMenu";

const ForwardDialog = lazy(() => import("./ForwardDialog"));
const WhoDialog = lazy(() => import("./WhoDialog"));
const PinnedDialog = lazy(() => import("./PinnedDialog"));
const DateDialog = lazy(() => import("./DateDialog"));
const VotersDialog = lazy(() => import("./polls/VotersDialog"));
const DeleteDialog = lazy(() => import("./DeleteDialog"));

interface LayersProps {
  layer: Layer;
  onClose: () => void;
  /** What was selected was dealt with. */
  onDone: () => void;
}

/** Draws the menu or dialog that stands above the conversation. */
export default function Layers({ layer, onClose, onDone }: LayersProps) {
  const { actor, topic, react } = useActs();
  const { EmojiPanel } = useMediaViews();
  const client = useClient();
  const done = () => {
    onClose();
    onDone();
  };
  switch (layer.kind) {
    case "menu":
      return <MessageMenu message={layer.message} at={layer.at} onClose={onClose} />;
    case "delete":
      return (
        <Suspense>
          <DeleteDialog
            actor={actor}
            messages={layer.messages}
            onClose={onClose}
            onChoose={(everyone) => {
              done();
              deleteLater(client, actor, layer.messages, everyone);
            }}
          />
        </Suspense>
      );
    case "forward":
      return (
        <Suspense>
          <ForwardDialog actor={actor} messages={layer.messages} onClose={onClose} onSent={done} />
        </Suspense>
      );
    case "who":
      return (
        <Suspense>
          <WhoDialog message={layer.message} begin={layer.what} onClose={onClose} />
        </Suspense>
      );
    case "react":
      return (
        <Suspense>
          <EmojiPanel
            at={layer.at}
            onClose={onClose}
            onEmoji={(emoji) => {
              onClose();
              react(layer.message, emoji);
            }}
          />
        </Suspense>
      );
    case "pinned":
      return (
        <Suspense>
          <PinnedDialog onClose={onClose} />
        </Suspense>
      );
    case "date":
      return (
        <Suspense>
          <DateDialog at={layer.at} topic={topic} onClose={onClose} />
        </Suspense>
      );
    case "voters":
      return (
        <Suspense>
          <VotersDialog message={layer.message} option={layer.option} onClose={onClose} />
        </Suspense>
      );
  }
}

import { t } from "@lingui/core/macro";

const SHAPES = [
  { width: "w62", height: "h92" },
  { width: "w48", height: "h56" },
  { width: "w40", height: "h48", own: true },
  { width: "w70", height: "h120" },
  { width: "w52", height: "h64" },
  { width: "w46", height: "h44", own: true },
] as const;

/** The shapes of messages that are on their way. */
export function HistorySkeleton({ flat }: { flat: boolean }) {
  return (
    <div className="talk-wrap" aria-busy="true">
      <span className="vh" role="status">{t`Загружаем сообщения`}</span>
      <div className="talk talk--still" aria-hidden="true">
        <div className="talk__gap" />
        {SHAPES.map((shape) => (
          <div className="talk__item" key={shape.width}>
            <div className={`talk__line ${"own" in shape ? "talk__line--own" : ""}`}>
              <div
                className={`msg msg--skel ${shape.width} ${"own" in shape ? "msg--own" : ""} ${flat ? "msg--bare" : ""}`}
              >
                {!flat && !("own" in shape) && <span className="skel skel--face" />}
                <span className={`skel skel--bubble ${shape.height}`} />
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

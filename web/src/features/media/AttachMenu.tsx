import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { ChartBar, Contact, FileText, Image, MapPin, Video } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { lazy } from "../../common/later";
import type { AttachProps } from "../../common/media";
import { Menu, MenuItem } from "../../ui/Menu";

const ContactDialog = lazy(() => import("./ContactDialog"));
const PlaceDialog = lazy(() => import("./PlaceDialog"));
const Recorder = lazy(() => import("./RoundRecorder"));

type Ask = "contact" | "place" | "round";

/** What can be put to a message: pictures, files, a person, a place. */
export default function AttachMenu({ at, onClose, onFiles, onSend, onPoll }: AttachProps) {
  const [ask, setAsk] = useState<Ask>();
  const asked = useRef(false);
  const pictures = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const begin = (what: Ask) => () => {
    asked.current = true;
    setAsk(what);
  };
  const choose = (input: HTMLInputElement | null) => {
    asked.current = true;
    input?.addEventListener("cancel", onClose, { once: true });
    input?.click();
  };
  const send: AttachProps["onSend"] = (attachment) => {
    onClose();
    onSend(attachment);
  };
  const taken = (input: HTMLInputElement, asFile: boolean) => {
    const chosen = [...(input.files ?? [])];
    onClose();
    if (chosen.length > 0) onFiles(chosen, asFile);
  };
  return (
    <>
      <input
        ref={pictures}
        type="file"
        hidden
        multiple
        accept="image/*,video/*"
        data-kind="pictures"
        onChange={(event) => taken(event.currentTarget, false)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        data-kind="files"
        onChange={(event) => taken(event.currentTarget, true)}
      />
      {!ask && (
        <Menu label={t`Приложить`} at={at} onClose={() => !asked.current && onClose()}>
          <MenuItem icon={<Image className="i" aria-hidden="true" />} onChoose={() => choose(pictures.current)}>
            {t`Фото или видео`}
          </MenuItem>
          <MenuItem icon={<FileText className="i" aria-hidden="true" />} onChoose={() => choose(files.current)}>
            {t`Файл`}
          </MenuItem>
          <MenuItem icon={<Video className="i" aria-hidden="true" />} onChoose={begin("round")}>
            {t`Видеосообщение`}
          </MenuItem>
          <MenuItem icon={<Contact className="i" aria-hidden="true" />} onChoose={begin("contact")}>
            {t`Контакт`}
          </MenuItem>
          <MenuItem icon={<MapPin className="i" aria-hidden="true" />} onChoose={begin("place")}>
            {t`Место`}
          </MenuItem>
          {onPoll && (
            <MenuItem
              icon={<ChartBar className="i" aria-hidden="true" />}
              onChoose={() => {
                onClose();
                onPoll();
              }}
            >
              {t`Опрос`}
            </MenuItem>
          )}
        </Menu>
      )}
      <Suspense>
        {ask === "contact" && <ContactDialog onClose={onClose} onSend={send} />}
        {ask === "place" && <PlaceDialog onClose={onClose} onSend={send} />}
        {ask === "round" && <Recorder onClose={onClose} onSend={send} />}
      </Suspense>
    </>
  );
}

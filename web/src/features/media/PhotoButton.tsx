import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { Suspense, useRef, useState } from "react";
import { useClient } from "../../common/client";
import { lazy } from "../../common/later";
import type { PhotoTarget } from "../../common/media";
import { orToast } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { setPhoto } from "./setPhoto";

const PhotoDialog = lazy(() => import("./PhotoDialog"));

/** Chooses, changes, or takes away a picture of oneself or of a chat. */
export default function PhotoButton({ target }: { target: PhotoTarget }) {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const remove = () => orToast(setPhoto(client, target));
  return (
    <span className="line wrap">
      <Button look="soft" onClick={() => input.current?.click()}>
        {target.has ? t`Сменить фотографию` : t`Поставить фотографию`}
      </Button>
      {target.has && <Button look="quiet" onClick={remove}>{t`Убрать фотографию`}</Button>}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        onChange={({ currentTarget }) => {
          setFile(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      {file && (
        <Suspense>
          <PhotoDialog file={file} target={target} onClose={() => setFile(undefined)} />
        </Suspense>
      )}
    </span>
  );
}

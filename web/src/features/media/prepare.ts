/** What a chosen file is, before it goes: photo, film, sound or any file; its measures, and a photo made smaller. */
import type { OutgoingAttachment, Purpose } from "../../core";

/** A larger photo is made smaller here: nobody sees the difference, and it goes much quicker. */
const SIDE = 2560;
const QUALITY = 0.87;
const MEASURE_MS = 4000;

const PHOTO = /^image\/(jpeg|png|webp|gif|avif|bmp|heic|heif)$/;
const VIDEO = /^video\/(mp4|webm|quicktime|x-matroska|ogg)$/;

export interface Prepared {
  readonly blob: Blob;
  readonly name: string;
  readonly purpose: Purpose;
  readonly shown: NonNullable<OutgoingAttachment["shown"]>;
}

export function purposeOf(type: string, asFile: boolean): "photo" | "video" | "audio" | "file" {
  if (asFile) return "file";
  if (PHOTO.test(type)) return "photo";
  if (VIDEO.test(type)) return "video";
  return type.startsWith("audio/") ? "audio" : "file";
}

export async function prepare(file: File, asFile: boolean): Promise<Prepared> {
  const purpose = purposeOf(file.type, asFile);
  const name = file.name || "file";
  const shown = { name, size: file.size, mime: file.type };
  if (purpose === "photo") return { purpose, name, ...(await photo(file, shown)) };
  if (purpose === "video" || purpose === "audio") {
    return { purpose, name, blob: file, shown: { ...shown, ...(await filmSize(file, purpose)) } };
  }
  return { purpose, name, blob: file, shown };
}

type Shown = Prepared["shown"];

async function photo(file: File, shown: Shown): Promise<Pick<Prepared, "blob" | "shown">> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // This browser cannot read it; the server may.
    return { blob: file, shown };
  }
  const { width, height } = bitmap;
  const by = SIDE / Math.max(width, height);
  // What moves would stand still after being drawn again.
  if (by >= 1 || file.type === "image/gif") {
    bitmap.close();
    return { blob: file, shown: { ...shown, width, height } };
  }
  const small = { width: Math.round(width * by), height: Math.round(height * by) };
  const blob = await drawn(bitmap, small);
  bitmap.close();
  return blob && blob.size < file.size
    ? { blob, shown: { ...shown, ...small, size: blob.size } }
    : { blob: file, shown: { ...shown, width, height } };
}

function drawn(bitmap: ImageBitmap, { width, height }: { width: number; height: number }): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** Asks the browser's own player; what it cannot play it does not know. */
function filmSize(file: File, kind: "video" | "audio"): Promise<Shown> {
  return new Promise((resolve) => {
    const media = document.createElement(kind);
    const url = URL.createObjectURL(file);
    const done = (shown: Shown) => {
      clearTimeout(timer);
      URL.revokeObjectURL(url);
      media.removeAttribute("src");
      resolve(shown);
    };
    const timer = setTimeout(() => done({}), MEASURE_MS);
    media.preload = "metadata";
    media.onerror = () => done({});
    media.onloadedmetadata = () =>
      done({
        ...(Number.isFinite(media.duration) ? { duration_ms: Math.round(media.duration * 1000) } : {}),
        ...(media instanceof HTMLVideoElement ? { width: media.videoWidth, height: media.videoHeight } : {}),
      });
    media.src = url;
  });
}

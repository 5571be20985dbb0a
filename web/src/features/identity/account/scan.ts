/** What stands in a QR code of a new device: our own address with the code behind "#". Anything else is not for us. */
export function codeOf(text: string, origin: string): string | undefined {
  const typed = text.trim();
  if (/^[0-9a-z]{4}[-\s]?[0-9a-z]{4}$/i.test(typed)) return typed;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return undefined;
  }
  return url.origin === origin && url.pathname === "/link" && url.hash.length > 1 ? url.hash.slice(1) : undefined;
}

/** Looks for a QR code in what the camera shows, five times a second. Call the result to stop and to close the camera. */
export async function watchCamera(video: HTMLVideoElement, found: (text: string) => void): Promise<() => void> {
  const [{ default: jsQR }, stream] = await Promise.all([
    import("jsqr"),
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }),
  ]);
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const look = () => {
    const { videoWidth: width, videoHeight: height } = video;
    if (!pen || width === 0) return;
    pen.canvas.width = width;
    pen.canvas.height = height;
    pen.drawImage(video, 0, 0);
    const seen = jsQR(pen.getImageData(0, 0, width, height).data, width, height, { inversionAttempts: "dontInvert" });
    if (seen) found(seen.data);
  };
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

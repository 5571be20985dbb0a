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

/** The code in a picture, if there is one. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const [{ default: jsQR }, picture] = await Promise.all([import("jsqr"), createImageBitmap(file)]);
  const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return undefined;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(data, width, height)?.data;
}

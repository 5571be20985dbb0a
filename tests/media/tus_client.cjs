// Uploads one file with tus-js-client itself. Arguments: the folder of the web client, and JSON with what to do.
// Says one line per chunk that the server took, and `done URL` at the end.
const { createRequire } = require("node:module");
const fs = require("node:fs");

const tus = createRequire(`${process.argv[2]}/package.json`)("tus-js-client");
const asked = JSON.parse(process.argv[3]);
let chunks = 0;

const upload = new tus.Upload(fs.createReadStream(asked.file), {
  endpoint: asked.endpoint,
  headers: { Authorization: `Bearer ${asked.token}` },
  metadata: { filename: asked.name, filetype: "application/octet-stream", purpose: "file" },
  chunkSize: 256 * 1024,
  retryDelays: Array(60).fill(50),
  urlStorage: new tus.FileUrlStorage(asked.urls),
  storeFingerprintForResuming: true,
  removeFingerprintOnSuccess: true,
  onChunkComplete(_size, accepted) {
    chunks += 1;
    console.log(`chunk ${chunks} ${accepted}`);
    if (asked.pauseAfter === chunks) {
      upload.abort().then(() => {
        console.log("paused");
        upload.start();
      });
    }
  },
  onError(error) {
    console.log(`failed ${error.message.replaceAll("\n", " ")}`);
    process.exit(1);
  },
  onSuccess() {
    console.log(`done ${upload.url}`);
    process.exit(0);
  },
});

upload.findPreviousUploads().then((previous) => {
  if (previous.length > 0) {
    console.log("resumed");
    upload.resumeFromPreviousUpload(previous[0]);
  }
  upload.start();
});

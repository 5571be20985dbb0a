/** The build imports this into every part of the client that is loaded later and has words: it is not drawn without them. */
import { speakOfAll } from "./locale";

await speakOfAll();

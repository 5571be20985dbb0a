/** The build imports this into what is loaded later and says something: it is not drawn without its words. */
import { addWords, rest } from "./locale";

await addWords(rest);

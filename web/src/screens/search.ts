import { later } from "../common/later";
import { words } from "../features/search/words";

/** Views of searching: they come when somebody searches. */
export const Found = later([words], () => import("../features/search/Panel"));
export const InChat = later([words], () => import("../features/search/InChat"));

import { later } from "../common/later";
import { words } from "../features/services/words";

/** Mini apps: none of it is part of the first load. */
export const AppWindow = later([words], () => import("../features/services/AppWindow"));
export const Catalogue = later([words], () => import("../features/services/Catalogue"));
export const ConsentsPane = later([words], () => import("../features/services/ConsentsPane"));
export const AppForm = later([words], () => import("../features/services/AppForm"));
export const BotPage = later([words], () => import("../features/services/BotPage"));
export const LeadPage = later([words], () => import("../features/services/LeadPage"));
export const SharePage = later([words], () => import("../features/services/SharePage"));

import { later } from "../common/later";
import { words as channels } from "../features/channels/words";
import { words as directory } from "../features/directory/words";
import { words as movein } from "../features/movein/words";
import { words as privacy } from "../features/privacy/words";
import { words as rollout } from "../features/rollout/words";
import { words as services } from "../features/services/words";
import { words as sources } from "../features/sources/words";
import { words as staff } from "../features/staff/words";

/** What administrators do: none of it is part of the first load. */
export const AdministratorsPane = later([directory], () => import("../features/directory/AdministratorsPane"));
export const MoveInPane = later([movein], () => import("../features/movein/MoveInPane"));
export const Reports = later([privacy], () => import("../features/privacy/Reports"));
export const DecidePane = later([channels], () => import("../features/channels/DecidePane"));
export const ReviewPane = later([services], () => import("../features/services/ReviewPane"));
export const SourcesPane = later([sources, staff], () => import("./SourcesScreen"));
export const StaffPane = later([staff], () => import("../features/staff/StaffPane"));
export const Rollouts = later([rollout], () => import("../features/rollout/Rollouts"));

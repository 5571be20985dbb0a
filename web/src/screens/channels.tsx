import { later } from "../common/later";
import { words } from "../features/channels/words";

/** The channel desk: none of it is part of the first load. */
export const BadgeMark = later([words], () => import("../features/channels/BadgeMark"));
export const BadgeSection = later([words], () => import("../features/channels/BadgeSection"));
export const ChannelPolicy = later([words], () => import("../features/channels/ChannelPolicy"));
export const Desk = later([words], () => import("../features/channels/Desk"));

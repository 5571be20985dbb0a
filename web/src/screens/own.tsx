import { later } from "../common/later";
import { words as accounts } from "../features/accounts/words";
import { words as botDesk } from "../features/bots/desk/words";
import { words as folders } from "../features/folders/words";
import { words as movein } from "../features/movein/words";
import { words as notices } from "../features/notices/words";
import { words as privacy } from "../features/privacy/words";

/** What people decide for themselves: none of it is part of the first load. */
export const AccountButton = later([accounts], () => import("../features/accounts/AccountButton"));
export const AccountsPane = later([accounts], () => import("../features/accounts/AccountsPane"));
export const Others = later([accounts], () => import("../features/accounts/Others"));
export const MyBots = later([botDesk], () => import("../features/bots/desk/MyBots"));
export const FoldersPane = later([folders], () => import("../features/folders/FoldersPane"));
export const ClaimHint = later([movein], () => import("../features/movein/ClaimHint"));
export const MovedAuthors = later([movein], () => import("../features/movein/MovedAuthors"));
export const Notices = later([notices], () => import("../features/notices/Notices"));
export const NoticesPane = later([notices], () => import("../features/notices/NoticesPane"));
export const ChatRule = later([notices], () => import("../features/notices/ChatRule"));
export const PrivacyPane = later([privacy], () => import("../features/privacy/PrivacyPane"));
export const ReportDialog = later([privacy], () => import("../features/privacy/ReportDialog"));
export const NameWarning = later([privacy], () => import("../features/privacy/NameWarning"));
export const Presence = later([privacy], () => import("../features/privacy/Presence"));
export const PeerActs = later([privacy], () => import("../features/privacy/PeerActs"));

import { later } from "../common/later";
import type { MediaViews } from "../common/media";
import { words as botWords } from "../features/bots/words";
import { words } from "../features/media/words";

/** Views of pictures, sounds and files: none of them is part of the first load. */
export const MEDIA: MediaViews = {
  Keyboard: later([botWords], () => import("../features/bots/Keyboard")),
  Commands: later([botWords], () => import("../features/bots/Commands")),
  Attachments: later([words], () => import("../features/media/Attachments")),
  AttachMenu: later([words], () => import("../features/media/AttachMenu")),
  Tray: later([words], () => import("../features/media/Tray")),
  Recorder: later([words], () => import("../features/media/Recorder")),
  PhotoButton: later([words], () => import("../features/media/PhotoButton")),
  DropHere: later([words], () => import("../features/media/DropHere")),
  EmojiList: later([words], () => import("../features/media/EmojiList")),
  EmojiPanel: later([words], () => import("../features/media/EmojiPanel")),
};

export const Viewer = later([words], () => import("../features/media/Viewer"));
export const PackPage = later([words], () => import("../features/media/PackPage"));
export const Storage = later([words], () => import("../features/media/Storage"));
export const PlayerBar = later([words], () => import("../features/media/PlayerBar"));
export const Shared = later([words], () => import("../features/media/shared/Shared"));

import { t } from "@lingui/core/macro";
import type { ChatMode } from "../../core";

/** What the mode means, in whole sentences. */
export function modeText(mode: ChatMode): string {
  return {
    ordinary: t`Сообщения видят только участники. Они лежат на сервере вашей организации и не покидают его.`,
    official: t`Рабочая переписка: сообщения хранятся на сервере организации по её правилам. Режим виден всем участникам.`,
    public: t`Войти может каждый, у кого есть учётная запись на этом сервере. Новые участники видят всю переписку.`,
  }[mode];
}

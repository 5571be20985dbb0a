import type { Answer } from "../../../core";

export type MyBots = Answer<"list_my_bots">;
export type MyBot = MyBots["bots"][number];
export type BotInside = Answer<"get_my_bot">;
export type Hour = BotInside["hours"][number];
export type Delivery = Answer<"list_bot_deliveries">["deliveries"][number];
export type Listed = Answer<"list_bots">["bots"][number];
export type Kind = MyBot["kind"];
export type Said = Answer<"get_sample_talk">["messages"][number];
/** Which of the three. */
export type Sample = 1 | 2 | 3;

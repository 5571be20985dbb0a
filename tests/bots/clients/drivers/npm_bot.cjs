// With @maxhub/max-bot-api, MAX's own client.
const path = require("node:path");
const { Bot, Keyboard } = require("@maxhub/max-bot-api");

const env = process.env;
const names = { image: "picture.png", file: "paper.pdf", video: "film.mp4" };
const bot = new Bot(env.BOT_TOKEN, { clientOptions: { baseUrl: env.BOT_API } });
const ids = (members) => members.map((one) => one.user_id).sort((a, b) => a - b).join(" ");

bot.catch((error, ctx) => {
  console.error(error);
  console.log(`failed ${ctx.message?.body?.text ?? ctx.updateType} ${error}`);
});

bot.on("bot_started", (ctx) => ctx.reply(`started ${ctx.startPayload}`));

bot.action("yes", (ctx) =>
  ctx.answerOnCallback({ notification: "noted", message: { text: "chose yes", attachments: [] } }),
);

const upload = {
  image: (source) => bot.api.uploadImage({ source }),
  file: (source) => bot.api.uploadFile({ source }),
  video: (source) => bot.api.uploadVideo({ source }),
};

const does = {
  keyboard: (ctx) =>
    ctx.reply("choose", {
      attachments: [Keyboard.inlineKeyboard([[Keyboard.button.callback("Да, согласен", "yes")]])],
      link: { type: "reply", mid: ctx.message.body.mid },
    }),
  edit: async (ctx) => {
    const sent = await ctx.reply("before");
    await ctx.api.editMessage(sent.body.mid, { text: "after" });
  },
  delete: async (ctx) => {
    const sent = await ctx.reply("gone soon");
    await ctx.api.deleteMessage(sent.body.mid);
    await ctx.reply("deleted");
  },
  pin: async (ctx) => {
    const sent = await ctx.reply("pin me");
    await ctx.pinMessage(sent.body.mid);
  },
  members: async (ctx) => ctx.reply(`members ${ids((await ctx.getChatMembers()).members)}`),
  admins: async (ctx) => ctx.reply(`admins ${ids((await ctx.getChatAdmins()).members)}`),
};

bot.on("message_created", async (ctx) => {
  const text = ctx.message.body.text;
  if (names[text]) {
    const attachment = await upload[text](path.join(env.BOT_FILES, names[text]));
    await ctx.reply(text, { attachments: [attachment.toJson()] });
  } else if (does[text]) await does[text](ctx);
  else await ctx.reply(`heard: ${text}`);
});

if (env.HOOK) {
  const place = new URL(env.HOOK_URL);
  const options = { domain: place.host, path: place.pathname, port: Number(env.HOOK_PORT), secret: env.HOOK_SECRET };
  bot.start({ mode: "webhook", options }).then(() => console.log("ready"));
} else {
  void bot.start();
  console.log("ready");
}

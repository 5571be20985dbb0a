/** A small set of system glyphs for an office; no pictures, no data from elsewhere. */
export const QUICK = ["👍", "🙏", "👀", "🔥", "✅"] as const;

export const GROUPS: readonly (readonly string[])[] = [
  [
    ..."😀😊🙂😉😇😂🤣😅🥰😍😎🤔🤨😐🙄😏😴😢😭😤😡😱🤯🥳🤝👍👎👌✌️🤞👏🙌🙏💪👋🤷👀❤️💔🔥⭐🎉🎂🌹".matchAll(
      /\p{Extended_Pictographic}\ufe0f?/gu,
    ),
  ].map((m) => m[0]),
  [
    ..."✅❌❗❓⚠️⏰⏳📅📌📎📄📊📈📞✉️💡🔑🔒🔍🔧🔌📡💻🖨️🗂️📝✍️📚🏢🏫🏥🏛️🏠".matchAll(/\p{Extended_Pictographic}\ufe0f?/gu),
  ].map((m) => m[0]),
  [..."🚧🚨🚒🚑🚌🚗✈️🚆💧🌧️❄️☀️🌤️⛈️🌊🌳🐈🐕☕🍰🍎🥗⚽🎓🏆🎁".matchAll(/\p{Extended_Pictographic}\ufe0f?/gu)].map((m) => m[0]),
];

import { expect, test } from "vitest";
import { firstLink } from "./firstLink";

test.each([
  ["Смотри https://city.example/news.", "https://city.example/news"],
  ["(https://city.example/a)", "https://city.example/a"],
  ["https://city.example/a_(b)", "https://city.example/a_(b)"],
  ["«https://city.example/парк»!", "https://city.example/парк"],
  ["один http://a.example/?x=1&y=2, два http://b.example/", "http://a.example/?x=1&y=2"],
  ["просто слова", undefined],
  ["https://", undefined],
  ["ftp://city.example/", undefined],
])("%s", (text, link) => {
  expect(firstLink(text)).toBe(link);
});

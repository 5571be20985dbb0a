import { describe, expect, it } from "vitest";
import { initials, shortName, spokenName } from "./names";

describe("names", () => {
  it("takes two letters for an avatar", () => {
    expect(initials("Преображенская-Вознесенская Екатерина Александровна")).toBe("ПЕ");
    expect(initials("Аварийная группа: эксплуатация сетей")).toBe("АГ");
    expect(initials("«Вестник» администрации")).toBe("ВА");
    expect(initials("ЕДДС")).toBe("Е");
    expect(initials("😀")).toBe("?");
  });

  it("shortens only a full Russian name", () => {
    expect(shortName("Преображенская-Вознесенская Екатерина Александровна")).toBe("Преображенская-Вознесенская Е. А.");
    expect(shortName("Мамедов Рашид Ильхам оглы")).toBe("Мамедов Рашид Ильхам оглы");
    expect(shortName("Павлова Нина")).toBe("Павлова Нина");
    expect(shortName("Anna Maria Schmidt")).toBe("Anna Maria Schmidt");
  });

  it("speaks to a person by name and patronymic", () => {
    expect(spokenName("Тихонов Игорь Сергеевич")).toBe("Игорь Сергеевич");
    expect(spokenName("Нина")).toBe("Нина");
  });
});

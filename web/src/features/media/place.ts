/** 55.7558, 37.6173 in the way people write it: 55.75580° N, 37.61730° E. */
export function coordinates(lat: number, lon: number): string {
  const part = (value: number, plus: string, minus: string) =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? minus : plus}`;
  return `${part(lat, "N", "S")}, ${part(lon, "E", "W")}`;
}

const NUMBER = String.raw`([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWСЮВЗ]?)`;
const PAIR = new RegExp(`^\\s*${NUMBER}[\\s,;]+${NUMBER}\\s*$`, "iu");

/** Coordinates as somebody types or pastes them: "55.75, 37.61", "55,75 37,61", "55.75° N 37.61° E". */
export function readCoordinates(text: string): { lat: number; lon: number } | undefined {
  const found = PAIR.exec(text.trim());
  if (!found) return undefined;
  const value = (digits = "", side = "") => Number(digits.replace(",", ".")) * (/[SWЮЗ]/iu.test(side) ? -1 : 1);
  const lat = value(found[1], found[2]);
  const lon = value(found[3], found[4]);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

declare module "virtual:emoji/*" {
  /** emoji, group, name, version, words to search by, and the same in five tones of skin. */
  type Row = readonly [string, number, string, number, string, (readonly [string, string, string, string, string])?];
  const table: {
    readonly rows: readonly Row[];
    readonly groups: readonly (readonly [number, string])[];
    readonly tones: Readonly<Record<"light" | "medium-light" | "medium" | "medium-dark" | "dark", string>>;
  };
  export default table;
}

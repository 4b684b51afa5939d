// Texts of the widget, one file a language. What a language lacks, and what no speaker has reviewed, is English.
import english from "../locales/en-NZ.json";
import maori from "../locales/mi-NZ.json";

export type Texts = typeof english;

export function textsFor(language: string): Texts {
  if (language.toLowerCase().startsWith("mi") && maori.reviewed) {
    const { reviewed: _, _review: __, ...given } = maori;
    return { ...english, ...given };
  }
  return english;
}

export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function maskedNotice(kinds: readonly string[], texts: Texts): string {
  const names = kinds.map((kind) => (texts.masked_kinds as Record<string, string>)[kind] ?? kind);
  if (names.length === 0) return "";
  const listed = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} ${texts.and} ${names.at(-1)}`;
  return fill(texts.masked, { kinds: listed });
}

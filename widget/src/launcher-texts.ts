// The launcher's own few texts, so that it does not carry those of the chat. A test holds them to the locale files.
import { no_script, open } from "../locales/en-NZ.json";
import maori from "../locales/mi-NZ.json";

export function textsFor(language: string): { open: string; plain: string } {
  const reviewed = language.toLowerCase().startsWith("mi") && maori.reviewed;
  return { open: reviewed ? maori.open : open, plain: no_script };
}

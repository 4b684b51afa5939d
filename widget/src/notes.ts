// Messages of the widget itself: greeting, contact, questions before deleting, failures.
import { buttons, link, words } from "./answer";
import { element, sheet } from "./dom";
import type { Texts } from "./texts";

export type Note =
  | { kind: "greeting" }
  | { kind: "person" }
  | { kind: "delete" }
  | { kind: "said"; text: string }
  | { kind: "failure"; text: string; id: string; question: string };

export interface NoteDeeds {
  ask(text: string): void;
  forget(): void;
  keep(): void;
  again(id: string, question: string): void;
}

export class NoteElement extends HTMLElement {
  private shown = false;

  show(note: Note, texts: Texts, deeds: NoteDeeds): void {
    if (this.shown) return;
    this.shown = true;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    root.append(...content(note, texts, deeds));
  }
}

function content(note: Note, texts: Texts, deeds: NoteDeeds): HTMLElement[] {
  switch (note.kind) {
    case "greeting":
      return [
        ...words(texts.greeting),
        element("p", {}, texts.automated),
        element("p", {}, texts.no_details),
        element("p", { class: "label" }, texts.starters_label),
        buttons(texts.starters.map((each) => [each, each] as const), texts.starters_label, deeds.ask),
      ];
    case "person":
      return [
        element("p", {}, texts.person_text),
        element(
          "ul",
          {},
          element("li", {}, link(texts.person_page_address, texts.person_page, texts)),
          element("li", {}, element("a", { href: texts.person_phone_address }, texts.person_phone)),
        ),
      ];
    case "delete":
      return [
        element("p", {}, texts.delete_ask),
        buttons([[texts.delete_yes, "yes"], [texts.delete_no, "no"]], texts.delete_ask, (chosen) => (chosen === "yes" ? deeds.forget() : deeds.keep())),
      ];
    case "said":
      return words(note.text);
    case "failure":
      return [
        ...words(note.text),
        buttons([[texts.retry, note.id]], texts.retry, () => deeds.again(note.id, note.question)),
      ];
  }
}

if (!customElements.get("psa-note")) customElements.define("psa-note", NoteElement);

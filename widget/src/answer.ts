// An answer in the conversation: its words, sources with their dates, choices, and what the person thinks of it.
// Everything is put in as text; nothing that an answer says is read as markup.
import type { Answer, Source, Turn } from "./client";
import { element, sheet } from "./dom";
import { Feedback } from "./feedback";
import { maskedNotice, type Texts } from "./texts";

export interface Deeds {
  ask(text: string): void;
  retry(turn: Turn): void;
  rate(message: string, verdict: "up" | "down" | null, reason?: string): Promise<void>;
  reasonLimit: number;
}

/** The words of an answer as paragraphs and lists. */
export function words(text: string): HTMLElement[] {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== "")
    .flatMap((block) => {
      const parts: HTMLElement[] = [];
      let list: HTMLElement | null = null;
      for (const line of block.split("\n")) {
        const item = /^\s*(?:[-•*]|\d{1,2}[.)])\s+(.*)$/.exec(line);
        if (item) {
          if (!list) parts.push((list = element("ul")));
          list.append(element("li", {}, item[1]!));
        } else if (line.trim()) {
          list = null;
          parts.push(element("p", {}, ...linked(line)));
        }
      }
      return parts;
    });
}

/** A line in which web addresses are links. */
function linked(line: string): (Node | string)[] {
  return line.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, place) => {
    return place % 2 === 1 ? link(part, part) : part;
  });
}

export function link(address: string, title: string, texts?: Texts): HTMLElement {
  const made = element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title);
  if (texts) made.append(element("span", { class: "hidden" }, ` (${texts.new_tab})`));
  return made;
}

function source(given: Source, texts: Texts): HTMLElement {
  const safe = /^https?:\/\//i.test(given.address ?? "") ? given.address! : null;
  const item = element("li", {}, safe ? link(safe, given.title, texts) : given.title);
  if (given.publisher) item.append(`, ${given.publisher}`);
  if (given.as_of) item.append(` (${given.as_of})`);
  return item;
}

export class AnswerElement extends HTMLElement {
  private shown: string | null = null;

  show(turn: Turn, texts: Texts, deeds: Deeds): void {
    const state = `${turn.id} ${turn.state}`;
    if (this.shown === state) return;
    this.shown = state;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    root.replaceChildren(...this.parts(turn, texts, deeds));
  }

  private parts(turn: Turn, texts: Texts, deeds: Deeds): HTMLElement[] {
    const answer = turn.answer;
    if (!answer) return [];
    const parts = words(answer.body);
    parts.push(
      ...answer.caveats.filter((caveat) => !answer.body.includes(caveat)).map((caveat) => element("p", { class: "caveat" }, caveat)),
    );
    if (turn.masked.length > 0) parts.push(element("p", { class: "note" }, maskedNotice(turn.masked, texts)));
    if (answer.sources.length > 0) {
      const title = answer.sources.length === 1 ? texts.sources : texts.sources_many;
      parts.push(element("p", { class: "label" }, title), element("ul", { class: "sources" }, ...answer.sources.map((each) => source(each, texts))));
    }
    if (turn.state === "failed") {
      const again = element("button", { type: "button", class: "choice" }, texts.retry);
      again.addEventListener("click", () => deeds.retry(turn));
      parts.push(again);
      return parts;
    }
    parts.push(...choices(answer, texts, deeds));
    parts.push(new Feedback(turn, texts, deeds).root);
    return parts;
  }
}

function choices(answer: Answer, texts: Texts, deeds: Deeds): HTMLElement[] {
  if (answer.buttons.length === 0) return [];
  const title = answer.choices.length > 0 ? texts.choices : texts.suggestions;
  return [element("p", { class: "label" }, title), buttons(answer.buttons.map((b) => [b.title, b.payload] as const), title, deeds.ask)];
}

export function buttons(offered: readonly (readonly [string, string])[], title: string, act: (text: string) => void): HTMLElement {
  const list = element("ul", { class: "choices", "aria-label": title });
  for (const [name, payload] of offered) {
    const button = element("button", { type: "button", class: "choice" }, name);
    button.addEventListener("click", () => act(payload));
    list.append(element("li", {}, button));
  }
  return list;
}

if (!customElements.get("psa-answer")) customElements.define("psa-answer", AnswerElement);

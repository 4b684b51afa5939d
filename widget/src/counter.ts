// How many characters are left, told to all, and read aloud only when they run out.
import type { ChatInstance } from "@carbon/ai-chat";
import { BusEventType } from "@carbon/ai-chat";
import { createElement, useEffect, useState, type ReactNode } from "react";
import { element, sheet } from "./dom";
import type { Talk } from "./talk";
import { fill, type Texts } from "./texts";

const NEAR = 50;

export function Counter({ talk, texts }: { talk: Talk; texts: Texts }): ReactNode {
  const [typed, setTyped] = useState(0);
  useEffect(() => talk.watch((instance: ChatInstance) => {
    instance.on({
      type: BusEventType.STATE_CHANGE,
      handler: () => setTyped(instance.getState().input.rawValue.length),
    });
  }), [talk]);
  const limit = talk.limits.characters;
  const left = Math.max(0, limit - typed);
  const said = fill(texts.characters_left, { count: left, limit });
  return createElement("psa-counter", { ref: (made: CounterElement | null) => made?.show(said, left <= NEAR) });
}

/** Drawn apart from the page, whose style it must not take on. */
class CounterElement extends HTMLElement {
  show(said: string, aloud: boolean): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet()];
      root.append(element("div", { class: "counter" }), element("div", { class: "hidden", role: "status" }));
    }
    const [shown, spoken] = this.shadowRoot!.children;
    shown!.textContent = said;
    spoken!.textContent = aloud ? said : "";
  }
}

if (!customElements.get("psa-counter")) customElements.define("psa-counter", CounterElement);

// Thumbs under an answer, with an optional reason.
import type { Deeds } from "./answer";
import type { Turn } from "./client";
import { element } from "./dom";
import type { Texts } from "./texts";

// The chat library reads new messages aloud; what carries this mark is left out.
const UNREAD = { "data-cds-aichat-exclude-node-read": "" };

export class Feedback {
  readonly root = element("div", UNREAD);
  private readonly status = element("p", { role: "status", class: "note" });
  private readonly thumbs: Record<"up" | "down", HTMLElement>;
  private form: HTMLElement | null = null;
  private verdict: "up" | "down" | null;

  constructor(
    private readonly turn: Turn,
    private readonly texts: Texts,
    private readonly deeds: Deeds,
  ) {
    this.verdict = turn.verdict;
    this.thumbs = { up: this.thumb("up", texts.feedback_up), down: this.thumb("down", texts.feedback_down) };
    const group = element(
      "div",
      { class: "thumbs", role: "group", "aria-label": texts.feedback_question },
      element("span", { "aria-hidden": "true" }, texts.feedback_question),
      this.thumbs.up,
      this.thumbs.down,
    );
    this.status.hidden = true;
    this.root.append(group, this.status);
    this.press();
  }

  private thumb(verdict: "up" | "down", name: string): HTMLElement {
    const button = element("button", { type: "button", "aria-pressed": "false" }, name);
    button.addEventListener("click", () => void this.choose(this.verdict === verdict ? null : verdict));
    return button;
  }

  private press(): void {
    for (const each of ["up", "down"] as const) this.thumbs[each].setAttribute("aria-pressed", String(this.verdict === each));
  }

  private async choose(verdict: "up" | "down" | null): Promise<void> {
    const before = this.verdict;
    this.verdict = verdict;
    this.press();
    try {
      await this.deeds.rate(this.turn.id, verdict);
    } catch {
      this.verdict = before;
      this.press();
      this.say(this.texts.feedback_failed);
      return;
    }
    this.form?.remove();
    this.form = null;
    if (verdict === "down") this.askWhy();
    else this.say(verdict ? this.texts.feedback_thanks : "");
  }

  private askWhy(): void {
    const { texts } = this;
    this.say("");
    const id = `reason-${this.turn.id}`;
    const field = element("textarea", { id, rows: "2", maxlength: String(this.deeds.reasonLimit) }) as HTMLTextAreaElement;
    const send = element("button", { type: "submit" }, texts.feedback_send);
    const skip = element("button", { type: "button" }, texts.feedback_skip);
    const form = element("form", {}, element("label", { for: id }, texts.feedback_reason), field, element("div", { class: "row" }, send, skip));
    const done = (): void => {
      form.remove();
      this.form = null;
      this.say(texts.feedback_thanks);
      this.thumbs.down.focus();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.deeds.rate(this.turn.id, "down", field.value).then(done, () => this.say(texts.feedback_failed));
    });
    skip.addEventListener("click", done);
    // typing here must not reach the chat's own shortcuts
    field.addEventListener("keydown", (event) => event.stopPropagation());
    this.form = form;
    this.root.append(form);
    field.focus();
  }

  private say(text: string): void {
    this.status.hidden = text === "";
    this.status.textContent = text;
  }
}

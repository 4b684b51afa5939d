// The one script a page embeds. It shows a button; the chat itself is fetched when the button is first pressed.
import { textsFor } from "./launcher-texts";

declare const __CHAT__: string;

export interface Opened {
  show(focus: boolean): void;
}
export interface Options {
  api: string;
  language: string;
  home: string;
  focus: boolean;
  onClose(): void;
}

const script = document.currentScript as HTMLScriptElement | null;
const home = new URL(".", script?.src ?? window.location.href);
const data: DOMStringMap = script?.dataset ?? {};
const language = data["language"] ?? "en-NZ";
const texts = textsFor(language);
const STATE = "psa-open";

const css = `
:host { all: initial; position: fixed; z-index: var(--psa-layer, 9000);
  inset-block-end: max(1rem, env(safe-area-inset-bottom)); inset-inline-end: 1rem; }
:host([hidden]) { display: none; }
button { font: 600 1.0625rem/1.3 var(--psa-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif);
  color: var(--psa-on-brand, #fff); background: var(--psa-brand, #12324a);
  border: 2px solid var(--psa-edge, #fff); border-radius: var(--psa-radius, 4px);
  padding: .75rem 1.25rem; min-height: 3rem; max-inline-size: calc(100vw - 2rem); cursor: pointer;
  box-shadow: 0 2px 8px rgb(0 0 0 / .35); }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 3px solid var(--psa-focus, #b35900); outline-offset: 3px; }
button[aria-busy=true] { cursor: progress; }
p { margin: 0 0 .5rem; }
a { display: block; font: 1rem/1.4 system-ui, sans-serif; background: #fff; color: #00558c; padding: .75rem;
  border: 2px solid #a3120c; max-inline-size: 18rem; }
@media (prefers-color-scheme: dark) { button:focus-visible { outline-color: var(--psa-focus, #ffb454); } }
@media (forced-colors: active) { button { border-color: ButtonText; } button:focus-visible { outline-color: Highlight; } }
@media print { :host { display: none; } }
`;

function start(): void {
  const host = document.createElement("psa-launcher");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = data["label"] ?? texts.open;
  button.setAttribute("aria-expanded", "false");
  root.append(button);
  document.body.append(host);

  let chat: Opened | null = null;
  let loading = false;

  const open = async (focus: boolean): Promise<void> => {
    if (loading) return;
    loading = true;
    button.setAttribute("aria-busy", "true");
    try {
      const first = !chat;
      if (!chat) {
        const module = (await import(/* @vite-ignore */ new URL(__CHAT__, home).href)) as {
          create(options: Options): Promise<Opened>;
        };
        chat = await module.create({
          api: data["api"] ?? new URL("../api/chat", home).href,
          home: new URL("..", home).href,
          language,
          focus,
          onClose: () => {
            remember(false);
            button.setAttribute("aria-expanded", "false");
            host.hidden = false;
            button.focus();
          },
        });
      }
      root.querySelector("p")?.remove();
      chat.show(focus && !first); // a new window takes the focus by itself
      host.hidden = true;
      button.setAttribute("aria-expanded", "true");
      remember(true);
    } catch {
      offerPlainPage(root, button);
    } finally {
      loading = false;
      button.removeAttribute("aria-busy");
    }
  };
  button.addEventListener("click", () => void open(true));
  if (remembered()) void open(false);
}

function offerPlainPage(root: ShadowRoot, button: HTMLElement): void {
  root.querySelector("p")?.remove();
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = new URL("../chat", home).href;
  link.textContent = texts.plain;
  note.append(link);
  root.insertBefore(note, button);
}

function remember(open: boolean): void {
  try {
    if (open) sessionStorage.setItem(STATE, "1");
    else sessionStorage.removeItem(STATE);
  } catch {
    // storage is off
  }
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(STATE) === "1";
  } catch {
    return false;
  }
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);

// Gives the chat library our colours and type. They follow --psa-... variables of the embedding page.

const css = `
:host .cds-aichat--container--render.cds-aichat--container--render {
  --cds-link-primary: var(--psa-link, #00558c);
  --cds-link-primary-hover: var(--psa-link, #00558c);
  --cds-focus: var(--psa-focus, #b35900);
  --cds-icon-interactive: var(--psa-link, #00558c);
  --cds-button-primary: var(--psa-brand, #12324a);
  font-family: var(--psa-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif);
}
:host .cds-aichat--container--render.cds--g90.cds--g90 {
  --cds-link-primary: var(--psa-link-dark, #86c5f4);
  --cds-link-primary-hover: var(--psa-link-dark, #86c5f4);
  --cds-focus: var(--psa-focus-dark, #ffb454);
  --cds-icon-interactive: var(--psa-link-dark, #86c5f4);
}
:host .cds-aichat--widget .cds-aichat--header__container.cds-aichat--header__container {
  --cds-text-primary: var(--psa-on-brand, #fff);
  --cds-icon-primary: var(--psa-on-brand, #fff);
  --cds-chat-header-background: var(--psa-brand, #12324a);
  --cds-focus: #ffb454;
  --cds-focus-inset: var(--psa-brand, #12324a);
  --cds-background-hover: rgb(255 255 255 / .15);
  --cds-layer-hover: rgb(255 255 255 / .15);
  background: var(--psa-brand, #12324a);
  color: var(--psa-on-brand, #fff);
  font-weight: 600;
}
.cds-aichat--sent--bubble, .cds-aichat--text-area-textarea, .cds-aichat--text-area-placeholder, .cds-aichat--text-area-sizer {
  font-size: 1rem !important;
  letter-spacing: normal !important;
}
.cds-aichat--text-area-placeholder { color: var(--cds-text-secondary, #525252) !important; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: .01ms !important; transition-duration: .01ms !important; }
}
@media (forced-colors: active) {
  .cds-aichat--header__container { border-block-end: 1px solid CanvasText; }
}
`;

/** Adds our sheet after the library's own, which it puts in anew whenever its settings change. */
export function dress(host: HTMLElement): void {
  const ours = new CSSStyleSheet();
  ours.replaceSync(css);
  const watched = new MutationObserver(() => {
    const root = host.querySelector("cds-aichat-react")?.shadowRoot;
    if (!root) return;
    watched.disconnect();
    const native = findProperty(root);
    if (!native) return;
    Object.defineProperty(root, "adoptedStyleSheets", {
      configurable: true,
      get: () => native.get!.call(root) as CSSStyleSheet[],
      set: (sheets: CSSStyleSheet[]) => native.set!.call(root, [...sheets.filter((each) => each !== ours), ours]),
    });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets];
  });
  watched.observe(host, { childList: true, subtree: true });
}

/** Lets the title use the room that the library keeps for buttons we do not have. */
export function dressHeader(host: HTMLElement): void {
  const header = host.querySelector("cds-aichat-react")?.shadowRoot?.querySelector("cds-aichat-chat-header");
  const toolbar = header?.shadowRoot?.querySelector("cds-aichat-toolbar")?.shadowRoot;
  add(header?.shadowRoot, "cds-overflow-menu[open] { --cds-icon-primary: var(--cds-text-secondary); }");
  add(
    toolbar,
    ".cds-aichat-toolbar__start.cds-aichat-toolbar__start { flex: 1 1 auto; min-inline-size: 0; }" +
      ".cds-aichat-toolbar__title.cds-aichat-toolbar__title { padding-inline-end: 0; }" +
      ".cds-aichat-toolbar__end.cds-aichat-toolbar__end { flex: none; }" +
      "span { font-size: .9375rem; }",
  );
}

function add(root: ShadowRoot | null | undefined, rules: string): void {
  if (!root) return;
  const ours = new CSSStyleSheet();
  ours.replaceSync(rules);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ours];
}

function findProperty(root: ShadowRoot): PropertyDescriptor | null {
  for (let owner: object | null = root; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    const found = Object.getOwnPropertyDescriptor(owner, "adoptedStyleSheets");
    if (found) return found;
  }
  return null;
}

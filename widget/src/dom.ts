// Making elements, and the style of everything this widget draws itself.

export function element(name: string, attributes: Record<string, string> = {}, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const css = `
:host { display: block; color: var(--cds-text-primary, #161616); overflow-wrap: anywhere; letter-spacing: normal;
  font: 400 1rem/1.5 var(--psa-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif); }
* { box-sizing: border-box; }
p, ul, form, fieldset { margin: 0 0 .75rem; padding: 0; border: 0; }
:host > :last-child { margin-bottom: 0; }
ul { padding-inline-start: 1.25rem; }
li { margin-block-end: .25rem; }
a { color: var(--psa-link, var(--cds-link-primary, #0f62fe)); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--cds-focus, #0f62fe); outline-offset: 2px; }
.label { font-weight: 600; margin-block-end: .25rem; font-size: .875em; color: var(--cds-text-secondary, #525252); }
.sources { font-size: .9375em; }
.caveat, .note { border-inline-start: 3px solid var(--cds-border-strong, #8d8d8d); padding-inline-start: .75rem; }
.note { font-size: .9375em; color: var(--cds-text-secondary, #525252); }
.choices { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.choices li { margin: 0; max-inline-size: 100%; }
button { font: inherit; cursor: pointer; min-block-size: 2.25rem; padding: .375rem .75rem; border-radius: 2px; text-align: start;
  color: var(--psa-link, var(--cds-link-primary, #0f62fe)); background: transparent; border: 1px solid currentColor; }
button:hover { text-decoration: underline; background: var(--cds-layer-hover, #e8e8e8); }
button[aria-pressed=true] { color: var(--cds-text-inverse, #fff); background: var(--cds-background-inverse, #393939); border-color: transparent; }
button[aria-pressed=true]::before { content: "✓ "; }
.thumbs { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; border-block-start: 1px solid var(--cds-border-subtle, #c6c6c6);
  padding-block-start: .75rem; font-size: .9375em; }
.thumbs span { flex: 1 1 9rem; color: var(--cds-text-secondary, #525252); }
label { display: block; font-size: .9375em; margin-block-end: .25rem; }
textarea { font: inherit; inline-size: 100%; padding: .5rem; color: inherit; background: var(--cds-field, #fff);
  border: 1px solid var(--cds-border-strong, #8d8d8d); margin-block-end: .5rem; }
.counter { font-size: .8125rem; color: var(--cds-text-secondary, #525252); padding: 0 1rem .5rem; text-align: end; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) {
  button[aria-pressed=true] { forced-color-adjust: none; color: HighlightText; background: Highlight; }
}
`;

let shared: CSSStyleSheet | null = null;

export function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}

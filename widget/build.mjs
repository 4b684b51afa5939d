// Builds the widget into dist/: assets/ first, then the launcher, which is told the name of the chat's entry file.
import { rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(here, "dist");
const common = {
  root: here,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
};
// Parts of the chat library that this assistant never shows, left out of the bundle.
const unused = new Map([
  ["react-player/lazy/index.js", "nothing"],
  ["swiper/react", "swiper"],
  ["swiper/modules", "swiper"],
]);
const leaveOut = {
  name: "leave-out",
  enforce: "pre",
  resolveId(source) {
    return unused.has(source) ? resolve(here, "src", "unused", `${unused.get(source)}.ts`) : null;
  },
};

// Lit writes style="..." as an attribute, which a strict Content-Security-Policy forbids; through the object model it is
// allowed and means the same.
const styleByObject = {
  name: "style-by-object",
  enforce: "pre",
  transform(code, id) {
    if (!/lit-html\/(development\/)?lit-html\.js$/.test(id)) return null;
    const before = 'setAttribute(this.name,t??"")';
    if (!code.includes(before)) throw new Error(`lit-html is not as expected: ${id}`);
    const by = '"style"===this.name?(this.element.style.cssText=t??""):';
    const place = code.indexOf(before);
    const owner = /[\w$().]*$/.exec(code.slice(0, place))[0];
    return code.slice(0, place - owner.length) + by + code.slice(place - owner.length);
  },
};

// The library names an icon button on the outside only; the button inside, which a screen reader finds, has no name.
const namedButtons = {
  name: "named-buttons",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("@carbon/web-components/es/components/button/button.js")) return null;
    const before = 'aria-label="${ifDefined(tooltipText)}"';
    if (!code.includes(before)) throw new Error(`the button is not as expected: ${id}`);
    return code.replaceAll(before, 'aria-label="${ifDefined(tooltipText || this.getAttribute("aria-label") || undefined)}"');
  },
};

// The library's menu asks the document which item has the focus, which inside a shadow root is none of them: the arrow
// keys then do nothing.
const menuInShadow = {
  name: "menu-in-shadow",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("@carbon/web-components/es/components/overflow-menu/overflow-menu-body.js")) return null;
    const before = "if (this.contains(document.activeElement)) this.selected = document.activeElement;";
    if (!code.includes(before)) throw new Error(`the menu is not as expected: ${id}`);
    return code.replace(before, before.replaceAll("document.activeElement", "this.getRootNode().activeElement"));
  },
};

rmSync(dist, { recursive: true, force: true });
const built = await build({
  ...common,
  base: "./",
  plugins: [leaveOut, styleByObject, namedButtons, menuInShadow],
  build: {
    outDir: dist,
    chunkSizeWarningLimit: 3000,
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: resolve(here, "src/chat.ts"),
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "assets/chat-[hash].js", chunkFileNames: "assets/[name]-[hash].js", format: "es" },
    },
  },
});
const chat = [built].flat()[0].output.find((file) => file.isEntry).fileName;
await build({
  ...common,
  define: { ...common.define, __CHAT__: JSON.stringify(chat) },
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: resolve(here, "src/launcher.ts"), formats: ["iife"], name: "psa", fileName: () => "launcher.js" },
  },
});

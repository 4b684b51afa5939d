// Draws the chat window. Fetched by the launcher when it is first pressed.
import { CarbonTheme, ChatContainer, WriteableElementName, type ChatInstance, type GenericItem } from "@carbon/ai-chat";
import { createElement, useEffect, useRef, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { AnswerElement } from "./answer";
import "./answer";
import { Counter } from "./counter";
import { dress, dressHeader } from "./look";
import type { Opened, Options } from "./launcher";
import type { NoteElement } from "./notes";
import "./notes";
import { strings } from "./strings";
import { Talk, type Shown } from "./talk";
import { textsFor, type Texts } from "./texts";

function Item({ shown, talk, texts }: { shown: Shown; talk: Talk; texts: Texts }): ReactNode {
  const made = useRef<HTMLElement>(null);
  useEffect(() => {
    if ("turn" in shown) (made.current as AnswerElement).show(shown.turn, texts, { ...talk.deeds, reasonLimit: talk.limits.reason });
    else (made.current as NoteElement).show(shown.note, texts, talk.noteDeeds);
  });
  return createElement("turn" in shown ? "psa-answer" : "psa-note", { ref: made });
}

function useDark(): boolean {
  const [dark, setDark] = useState(() => darkness().matches);
  useEffect(() => {
    const query = darkness();
    const changed = (): void => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return dark;
}

const darkness = (): MediaQueryList => window.matchMedia("(prefers-color-scheme: dark)");

const SETTLED = 1000;

interface Parts {
  talk: Talk;
  texts: Texts;
  options: Options;
  ready(instance: ChatInstance): void;
}

/** The library forgets our texts when its settings change, so a change of colours draws it anew. */
function App(parts: Parts): ReactNode {
  const dark = useDark();
  return createElement(Conversation, { ...parts, dark, key: String(dark) });
}

function Conversation({ talk, texts, options, ready, dark }: Parts & { dark: boolean }): ReactNode {
  const [fixed] = useState(() => ({
    header: {
      showAiLabel: false,
      title: texts.name,
      showRestartButton: false,
      menuOptions: [
        { text: texts.restart, handler: () => void talk.restart() },
        { text: texts.transcript, handler: () => void talk.save() },
        { text: texts.person, handler: () => void talk.note({ kind: "person" }) },
        { text: texts.delete_short, handler: () => void talk.note({ kind: "delete" }, "note-delete") },
        { text: texts.privacy, href: new URL("privacy", options.home).href, target: "_blank" },
        { text: texts.accessibility, href: new URL("accessibility", options.home).href, target: "_blank" },
      ],
    },
    layout: {
      showFrame: true,
      customProperties: {
        width: "min(27rem, calc(100vw - 16px))",
        "max-width": "min(27rem, calc(100vw - 16px))",
        height: "min(46rem, calc(100dvh - 16px))",
        "max-height": "min(46rem, calc(100dvh - 16px))",
        "bottom-position": "8px",
        "right-position": "8px",
        "z-index": "9000",
        "messages-min-width": "0px",
      },
    },
    messaging: {
      skipWelcome: true,
      messageTimeoutSecs: 30,
      messageLoadingIndicatorTimeoutSecs: 0.2,
      customSendMessage: (asked: Parameters<Talk["send"]>[0], { signal }: { signal: AbortSignal }, instance: ChatInstance) =>
        talk.send(asked, signal, instance),
      customLoadHistory: () => talk.history(),
    },
    launcher: { isOn: false },
    input: { maxInputCharacters: talk.limits.characters },
    strings: strings(texts),
  }));
  return createElement(ChatContainer, {
    ...fixed,
    aiEnabled: false,
    openChatByDefault: true,
    shouldTakeFocusIfOpensAutomatically: true,
    shouldSanitizeHTML: true,
    injectCarbonTheme: dark ? CarbonTheme.G90 : CarbonTheme.WHITE,
    assistantName: texts.assistant,
    namespace: "psa",
    locale: "en",
    onAfterRender: ready,
    onBeforeRender: (instance) => talk.attach(instance),
    renderUserDefinedResponse: ({ messageItem }) => {
      const shown = (messageItem as GenericItem | undefined)?.user_defined as unknown as Shown | undefined;
      return shown ? createElement(Item, { shown, talk, texts }) : null;
    },
    renderWriteableElements: {
      [WriteableElementName.AFTER_INPUT_ELEMENT]: createElement(Counter, { talk, texts }),
    } as never,
  });
}

/** Makes the chat window and has it on the page. */
export async function create(options: Options): Promise<Opened> {
  const texts = textsFor(options.language);
  const host = document.createElement("psa-chat");
  const talk = new Talk(options.api, texts, () => {
    host.inert = true; // on closing, the library would put the focus into the window that is going away
    options.onClose();
  });
  host.lang = texts.language;
  // a window that opens by itself after a reload must not take the focus
  host.inert = !options.focus;
  document.body.append(host);
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) talk.close();
  });
  await new Promise<ChatInstance>((ready) => {
    createRoot(host).render(createElement(App, { talk, texts, options, ready }));
    dress(host);
  });
  dressHeader(host);
  window.setTimeout(() => (host.inert = false), SETTLED);
  return {
    show: (focus) => {
      if (focus) host.inert = false;
      talk.show(focus);
    },
  };
}

// The conversation: between the chat library, which draws it, and the server, which holds it.
import type { ChatInstance, HistoryItem, MessageRequest, MessageResponse } from "@carbon/ai-chat";
import { BusEventType, MessageInputType, MessageResponseTypes, ViewType } from "@carbon/ai-chat";
import type { Deeds } from "./answer";
import { Client, Failure, type Conversation, type Turn } from "./client";
import type { Note, NoteDeeds } from "./notes";
import { fill, type Texts } from "./texts";
import { clear, newId, remember, settle, unsent } from "./unsent";

export type Shown = { turn: Turn } | { note: Note };

export class Talk {
  readonly client: Client;
  limits = { characters: 500, reason: 500 };
  private instance: ChatInstance | null = null;
  private waiting: ((instance: ChatInstance) => void)[] = [];
  private sentByUs = new Map<string, string>();

  constructor(
    api: string,
    private readonly texts: Texts,
    private readonly onClose: () => void,
  ) {
    this.client = new Client(api);
  }

  readonly deeds: Deeds = {
    ask: (text) => void this.instance?.send(text),
    retry: (turn) => void this.again(turn.id, turn.question),
    rate: (message, verdict, reason) => this.client.rate(message, verdict, reason),
    reasonLimit: 500,
  };

  readonly noteDeeds: NoteDeeds = {
    ask: (text) => void this.instance?.send(text),
    forget: () => void this.forget(),
    keep: () => void this.instance?.messaging.removeMessages(["note-delete"]).then(() => this.instance?.requestFocus()),
    again: (id, question) => void this.again(id, question),
  };

  /** Calls back with the chat library's handle, now or as soon as there is one. */
  watch(work: (instance: ChatInstance) => void): void {
    if (this.instance) work(this.instance);
    else this.waiting.push(work);
  }

  attach(instance: ChatInstance): void {
    this.instance = instance;
    this.waiting.splice(0).forEach((work) => work(instance));
    instance.on({
      type: BusEventType.VIEW_CHANGE,
      handler: (event) => {
        if (!(event as unknown as { newViewState: { mainWindow: boolean } }).newViewState.mainWindow) this.onClose();
      },
    });
  }

  close(): void {
    void this.instance?.changeView(ViewType.LAUNCHER);
  }

  show(focus: boolean): void {
    void this.instance?.changeView(ViewType.MAIN_WINDOW).then(() => focus && this.instance?.requestFocus());
  }

  /** The conversation so far, the greeting first. */
  async history(): Promise<HistoryItem[]> {
    const items = [response("note-greeting", { note: { kind: "greeting" } }, 0)];
    let conversation: Conversation;
    try {
      conversation = await this.client.start();
    } catch (error) {
      return [...items, ...this.left(new Set()), response(`note-${newId()}`, { note: { kind: "said", text: this.reason(error) } })];
    }
    this.limits = conversation.limits;
    for (const turn of conversation.messages) {
      const when = Date.parse(turn.asked);
      items.push(request(turn.id, turn.question, when));
      if (turn.answer) items.push(response(`answer-${turn.id}`, { turn }, when, turn.id));
    }
    const known = new Set(conversation.messages.filter((turn) => turn.answer).map((turn) => turn.id));
    known.forEach(settle);
    return [...items, ...this.left(known)];
  }

  /** Called by the chat library for every question. */
  async send(asked: MessageRequest, signal: AbortSignal, instance: ChatInstance): Promise<void> {
    const text = asked.input.text?.trim() ?? "";
    if (text === "") return;
    const id = newId();
    remember({ id, text });
    await this.ask(id, text, instance, signal);
  }

  async restart(): Promise<void> {
    await this.act(async () => {
      await this.client.restart();
      clear();
      await this.begin(this.texts.restarted);
    });
  }

  async save(): Promise<void> {
    await this.act(async () => {
      const text = await this.client.transcript();
      const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      const link = Object.assign(document.createElement("a"), { href: address, download: "peace-support-assistant.txt" });
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
    });
  }

  note(note: Note, id = `note-${newId()}`): Promise<void> {
    return this.instance?.messaging.addMessage(response(id, { note }).message as MessageResponse) ?? Promise.resolve();
  }

  private async forget(): Promise<void> {
    await this.act(async () => {
      await this.client.forget();
      clear();
      await this.client.start();
      await this.begin(this.texts.deleted);
    });
  }

  private async begin(said: string): Promise<void> {
    await this.instance?.messaging.clearConversation();
    await this.note({ kind: "greeting" });
    await this.note({ kind: "said", text: said });
    this.instance?.requestFocus();
  }

  private async act(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.note({ kind: "said", text: this.reason(error) });
    }
  }

  private async again(id: string, question: string): Promise<void> {
    const instance = this.instance;
    if (!instance || this.sentByUs.has(id)) return;
    this.sentByUs.set(id, question);
    await instance.messaging.removeMessages([`failure-${id}`, `answer-${id}`]);
    instance.updateIsMessageLoadingCounter("increase");
    try {
      await this.ask(id, question, instance);
    } finally {
      instance.updateIsMessageLoadingCounter("decrease");
      this.sentByUs.delete(id);
      instance.requestFocus();
    }
  }

  private async ask(id: string, text: string, instance: ChatInstance, signal?: AbortSignal): Promise<void> {
    try {
      const turn = await this.client.ask(id, text, signal).catch(async (error: unknown) => {
        if (!(error instanceof Failure) || error.reason !== "ended") throw error;
        // deleted in another window, or too old: ask again in a new conversation
        await this.client.start();
        await this.note({ kind: "said", text: this.texts.ended });
        return this.client.ask(id, text, signal);
      });
      if (turn.state !== "failed") settle(id);
      await instance.messaging.addMessage(response(`answer-${id}`, { turn }).message as MessageResponse);
    } catch (error) {
      if (error instanceof Failure && error.reason === "refused") {
        settle(id);
        await this.note({ kind: "said", text: this.reason(error) });
        return;
      }
      await this.note({ kind: "failure", text: this.reason(error), id, question: text }, `failure-${id}`);
    }
  }

  private left(known: Set<string>): HistoryItem[] {
    return unsent()
      .filter((each) => !known.has(each.id))
      .flatMap((each) => [
        request(each.id, each.text, Date.now()),
        response(`failure-${each.id}`, { note: { kind: "failure", text: this.texts.failed, id: each.id, question: each.text } }),
      ]);
  }

  private reason(error: unknown): string {
    if (!(error instanceof Failure)) return this.texts.failed;
    if (error.reason === "too_fast") return fill(this.texts.too_fast, { seconds: error.seconds });
    if (error.reason === "refused") return error.message;
    return this.texts[error.reason];
  }
}

function request(id: string, text: string, when: number): HistoryItem {
  const message = { id, input: { text, message_type: MessageInputType.TEXT }, history: { timestamp: when, label: text } };
  return { message, time: new Date(when).toISOString() };
}

function response(id: string, shown: Shown, when = Date.now(), to?: string): HistoryItem {
  const item = { response_type: MessageResponseTypes.USER_DEFINED, user_defined: shown as unknown as Record<string, unknown> };
  const message: MessageResponse = { id, request_id: to, output: { generic: [item] }, history: { timestamp: when } };
  return { message, time: new Date(when).toISOString() };
}

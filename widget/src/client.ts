// Talks to /api/chat. Our own pages have the session in a cookie that scripts cannot read; pages on another origin keep
// a token in their own storage.

export interface Source {
  title: string;
  publisher?: string | null;
  address?: string | null;
  as_of?: string | null;
}

export interface Answer {
  text: string;
  body: string;
  outcome: string;
  sources: Source[];
  caveats: string[];
  suggestions: string[];
  choices: string[];
  buttons: { title: string; payload: string }[];
}

export interface Turn {
  id: string;
  asked: string;
  question: string;
  masked: string[];
  state: "pending" | "answered" | "failed";
  answer: Answer | null;
  verdict: "up" | "down" | null;
}

export interface Conversation {
  session: { resumed: boolean; token?: string | null };
  limits: { characters: number; reason: number };
  messages: Turn[];
}

export type Reason = "offline" | "timeout" | "too_fast" | "ended" | "refused" | "failed";

export class Failure extends Error {
  constructor(
    readonly reason: Reason,
    message = "",
    readonly seconds = 0,
  ) {
    super(message);
  }
}

const PATIENCE = 8000;

export class Client {
  private readonly foreign: boolean;
  private readonly place: string;

  constructor(private readonly base: string) {
    this.foreign = new URL(base).origin !== window.location.origin;
    this.place = `psa-token:${base}`;
  }

  async start(): Promise<Conversation> {
    const conversation = (await (await this.call("POST", "/session", {})).json()) as Conversation;
    if (conversation.session.token) this.keep(conversation.session.token);
    return conversation;
  }

  async ask(id: string, text: string, signal?: AbortSignal): Promise<Turn> {
    return (await (await this.call("POST", "/messages", { id, text }, signal)).json()) as Turn;
  }

  async restart(): Promise<void> {
    await this.call("POST", "/restart", {});
  }

  async rate(message: string, verdict: "up" | "down" | null, reason = ""): Promise<void> {
    await this.call("POST", "/feedback", { message, verdict, reason });
  }

  async transcript(): Promise<string> {
    return (await this.call("GET", "/transcript")).text();
  }

  async forget(): Promise<void> {
    await this.call("DELETE", "/conversation");
    this.keep(null);
  }

  private async call(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body) headers["content-type"] = "application/json";
    const token = this.foreign ? this.kept() : null;
    if (token) headers["authorization"] = `Bearer ${token}`;
    const ours = new AbortController();
    const timer = window.setTimeout(() => ours.abort(), PATIENCE);
    const stop = (): void => ours.abort();
    signal?.addEventListener("abort", stop);
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers,
        body: body ? JSON.stringify(body) : undefined,
        credentials: this.foreign ? "omit" : "same-origin",
        signal: ours.signal,
        cache: "no-store",
      });
    } catch {
      if (!navigator.onLine) throw new Failure("offline");
      throw new Failure(ours.signal.aborted ? "timeout" : "failed");
    } finally {
      window.clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
    if (response.ok) return response;
    throw await failureOf(response);
  }

  private kept(): string | null {
    try {
      return window.localStorage.getItem(this.place);
    } catch {
      return this.token;
    }
  }

  private token: string | null = null;

  private keep(token: string | null): void {
    this.token = token;
    if (!this.foreign) return;
    try {
      if (token === null) window.localStorage.removeItem(this.place);
      else window.localStorage.setItem(this.place, token);
    } catch {
      // storage is off: the conversation lasts as long as the page
    }
  }
}

async function failureOf(response: Response): Promise<Failure> {
  let code = "";
  let reason = "";
  let seconds = 0;
  try {
    const { error } = (await response.json()) as { error: { code: string; reason: string; retry_after?: number } };
    code = error.code;
    reason = error.reason;
    seconds = error.retry_after ?? 0;
  } catch {
    // no reason given
  }
  if (response.status === 429) return new Failure("too_fast", reason, seconds);
  if (response.status === 401) return new Failure("ended", reason);
  if (response.status >= 500 || code === "") return new Failure("failed", reason);
  return new Failure("refused", reason);
}

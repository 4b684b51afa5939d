// Questions that have not been answered yet, kept over a reload so that none is lost.

export interface Unsent {
  id: string;
  text: string;
}

const PLACE = "psa-unsent";

export function unsent(): Unsent[] {
  try {
    return JSON.parse(window.sessionStorage.getItem(PLACE) ?? "[]") as Unsent[];
  } catch {
    return [];
  }
}

export function remember(question: Unsent): void {
  write([...unsent().filter((each) => each.id !== question.id), question]);
}

export function settle(id: string): void {
  write(unsent().filter((each) => each.id !== id));
}

export function clear(): void {
  write([]);
}

function write(questions: Unsent[]): void {
  try {
    window.sessionStorage.setItem(PLACE, JSON.stringify(questions));
  } catch {
    // storage is off: a reload then loses what was not sent
  }
}

/** An id for a message: the server answers it once, however often it arrives. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

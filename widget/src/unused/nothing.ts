// Stands in for a part of the chat library that this assistant never shows (media players).
export default function Nothing(): null {
  return null;
}

/** Where two names of the same length differ: what to point at when one was typed for the other. */
export function differingLetters(typed: string, meant: string): Set<number> {
  if (typed.length !== meant.length) return new Set()
  return new Set(typed.split('').flatMap((letter, index) => (letter === meant[index] ? [] : [index])))
}

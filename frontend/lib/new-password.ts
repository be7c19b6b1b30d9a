/** No letter that is taken for another one when it is read aloud or copied by hand. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 5
/** Bytes from here on would make the first letters likelier than the others. */
const FAIR = 256 - (256 % LETTERS.length)

function letter(): string {
  const [byte = FAIR] = crypto.getRandomValues(new Uint8Array(1))
  return byte < FAIR ? LETTERS.charAt(byte % LETTERS.length) : letter()
}

/** 20 letters and digits in groups of five, as the server makes them. */
export function newPassword(): string {
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join('')).join('-')
}

import { onLanguage, t } from '@/lib/i18n'

const SEPARATOR = ' · '
const PRODUCT = 'CSMS'

/** "Overview · CSMS": only the page's part is a text, and it is kept with `msg()` in its `metadata`. */
const translate = (title: string) =>
  title
    .split(SEPARATOR)
    .map((part) => t(part))
    .join(SEPARATOR)

let named: string | null = null
let showAgain = () => {}

/** A page of one thing calls its tab after it: many of them are open beside each other. */
export function nameTab(parts: string[]): () => void {
  named = [...parts, PRODUCT].join(SEPARATOR)
  showAgain()
  return () => {
    named = null
    showAgain()
  }
}

/** Next writes the tab's title in English, on every page anew; here it is put into the reader's language. */
export function keepTitleTranslated(): () => void {
  let english = document.title
  let shown = english
  const show = () => {
    if (document.title !== shown) english = document.title
    shown = named ?? translate(english)
    if (document.title !== shown) document.title = shown
  }
  show()
  showAgain = show
  const observer = new MutationObserver(show)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
  const stop = onLanguage(show)
  return () => {
    observer.disconnect()
    showAgain = () => {}
    stop()
  }
}

import { useState, type KeyboardEvent } from 'react'

/**
 * The choice that Enter takes: the one that was moved to, else the first. Enter takes none before the answer to what has
 * been typed is `current`: what is shown until then was found for other words.
 */
export function useActiveChoice(shown: readonly string[], current: boolean) {
  const [active, setActive] = useState('')
  return {
    value: shown.includes(active) ? active : (shown[0] ?? ''),
    onValueChange: setActive,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !current) event.preventDefault()
    },
  }
}

import { describe, expect, it } from 'vitest'

import { showInRow } from '@/lib/show-in-row'

/** jsdom lays nothing out: a row of 300 px that begins at 16, with a tab of 100 px that begins at 416. */
function laidOut() {
  const row = document.createElement('nav')
  const tab = row.appendChild(document.createElement('a'))
  const set = (element: Element, sizes: Record<string, number>) => {
    for (const [name, value] of Object.entries(sizes)) Object.defineProperty(element, name, { value })
  }
  set(row, { offsetLeft: 16, clientWidth: 300 })
  set(tab, { offsetLeft: 416, offsetWidth: 100 })
  return { row, tab }
}

describe('showInRow', () => {
  it('moves the row until the tab is in its middle', () => {
    const { row, tab } = laidOut()
    showInRow(tab)
    expect(row.scrollLeft).toBe(300)
  })

  it('leaves alone what is on no page', () => {
    expect(() => showInRow(null)).not.toThrow()
    expect(() => showInRow(document.createElement('a'))).not.toThrow()
  })
})

import '@testing-library/jest-dom/vitest'

import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// jsdom has none of them; Radix and cmdk ask for them when they open.
class NoResizeObserver implements ResizeObserver {
  observe(): void {
    // Nothing has a size here.
  }
  unobserve(): void {
    // Nothing has a size here.
  }
  disconnect(): void {
    // Nothing has a size here.
  }
}
globalThis.ResizeObserver = NoResizeObserver
class NoIntersectionObserver extends NoResizeObserver implements IntersectionObserver {
  root = null
  rootMargin = ''
  scrollMargin = ''
  thresholds = []
  takeRecords = () => []
}
globalThis.IntersectionObserver = NoIntersectionObserver
// A desk in the light that moves.
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList
Element.prototype.scrollIntoView = () => undefined
Element.prototype.hasPointerCapture = () => false

// jsdom lays nothing out, and a list of thousands shows what has room on the screen.
Object.defineProperty(HTMLTableRowElement.prototype, 'offsetHeight', { get: () => 40 })

'use client'

import { useEffect, type RefObject } from 'react'

const STILL_MS = 150

/** Marks an element with `data-scrolling` while the page is scrolled, for what its styles do not do then. */
export function useScrollMark(marked: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = marked.current
    if (!element) return
    let ending: ReturnType<typeof setTimeout> | undefined
    const mark = () => {
      if (element.dataset.scrolling === undefined) element.dataset.scrolling = ''
      clearTimeout(ending)
      ending = setTimeout(() => delete element.dataset.scrolling, STILL_MS)
    }
    window.addEventListener('scroll', mark, { passive: true })
    return () => {
      window.removeEventListener('scroll', mark)
      clearTimeout(ending)
    }
  }, [marked])
}

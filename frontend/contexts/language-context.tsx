'use client'

import { Fragment, useEffect, useSyncExternalStore, type ReactNode } from 'react'

import { SOURCE, currentLanguage, onLanguage, preferredLanguage, speak } from '@/lib/i18n'
import { keepTitleTranslated } from '@/lib/tab-title'

export const useLanguage = (): string => useSyncExternalStore(onLanguage, currentLanguage, () => SOURCE)

/** Texts are read while rendering, so a new language renders everything below anew. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const language = useLanguage()
  useEffect(() => {
    const preferred = preferredLanguage()
    if (preferred !== currentLanguage()) void speak(preferred)
  }, [])
  useEffect(keepTitleTranslated, [])
  return <Fragment key={language}>{children}</Fragment>
}

'use client'

import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { Toaster as Sonner, toast, type ToasterProps } from 'sonner'

import { useLanguage } from '@/contexts/language-context'
import { t } from '@/lib/i18n'
import { showToastsWith } from '@/lib/toast'

export function Toaster(props: ToasterProps) {
  const { resolvedTheme } = useTheme()
  // It stands above what a new language renders anew.
  useLanguage()
  // An effect of the parent: by then its child listens.
  useEffect(() => showToastsWith(toast), [])
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      containerAriaLabel={t('Notifications')}
      position="bottom-right"
      mobileOffset={{ bottom: 80 }}
      toastOptions={{
        classNames: {
          toast: '!rounded-lg !border !bg-popover !text-popover-foreground !shadow-pop !font-sans !text-sm',
          description: '!text-muted-foreground',
          actionButton: '!bg-primary !text-primary-foreground',
        },
      }}
      {...props}
    />
  )
}

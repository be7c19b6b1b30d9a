'use client'

import { CheckIcon, CopyIcon } from 'lucide-react'
import { useEffect, useState, type ComponentProps } from 'react'

import { Button } from '@/components/ui/button'
import { copyText } from '@/lib/copy'
import { msg, t } from '@/lib/i18n'

const SHOWN_MS = 2_000
const WORDS = msg({ idle: 'Copy', copied: 'Copied', failed: 'Select it' })

type Props = ComponentProps<typeof Button> & { value: string; /** What is copied: "address". */ what: string }

export function CopyButton({ value, what, variant = 'outline', size = 'lg', ...props }: Props) {
  const [result, setResult] = useState<keyof typeof WORDS>('idle')

  useEffect(() => {
    if (result === 'idle') return
    const timer = setTimeout(() => setResult('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [result])

  const copy = async () => setResult((await copyText(value)) ? 'copied' : 'failed')
  const Icon = result === 'copied' ? CheckIcon : CopyIcon
  return (
    <Button variant={variant} size={size} aria-label={t('Copy {what}', { what })} onClick={copy} {...props}>
      <Icon /> <span aria-live="polite">{t(WORDS[result])}</span>
    </Button>
  )
}

'use client'

import { LanguagesIcon, type LucideIcon } from 'lucide-react'
import { useTheme } from 'next-themes'

import { THEMES } from '@/components/layout/user-menu'
import { Button } from '@/components/ui/button'
import { useLanguage } from '@/contexts/language-context'
import { LANGUAGES, chooseLanguage, languageName, t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

/** Light, dark, or as the system has it. */
export function ThemeButtons({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme()
  return (
    <div role="group" aria-label={t('Theme')} className={cn('grid grid-cols-3 gap-2', className)}>
      {THEMES.map(({ value, label, icon }) => (
        <Choice
          key={value}
          label={t(label)}
          icon={icon}
          chosen={theme === value}
          onChoose={() => setTheme(value)}
        />
      ))}
    </div>
  )
}

export function LanguageButtons({ className }: { className?: string }) {
  const language = useLanguage()
  return (
    <div role="group" aria-label={t('Language')} className={cn('grid grid-cols-2 gap-2', className)}>
      {LANGUAGES.map((code) => (
        <Choice
          key={code}
          label={languageName(code)}
          lang={code}
          icon={LanguagesIcon}
          chosen={language === code}
          onChoose={() => void chooseLanguage(code)}
        />
      ))}
    </div>
  )
}

interface ChoiceProps {
  label: string
  lang?: string
  icon: LucideIcon
  chosen: boolean
  onChoose: () => void
}

function Choice({ label, lang, icon: Icon, chosen, onChoose }: ChoiceProps) {
  return (
    <Button
      variant={chosen ? 'secondary' : 'outline'}
      aria-pressed={chosen}
      size="lg"
      className="px-2 text-sm"
      lang={lang}
      onClick={onChoose}
    >
      <Icon /> {label}
    </Button>
  )
}

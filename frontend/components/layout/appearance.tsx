'use client'

import { LanguagesIcon, MonitorIcon, MoonIcon, SunIcon, type LucideIcon } from 'lucide-react'
import { useTheme } from 'next-themes'

import { Button } from '@/components/ui/button'
import { useLanguage } from '@/contexts/language-context'
import { LANGUAGES, chooseLanguage, languageName, msg, t } from '@/lib/i18n'
import { useMounted } from '@/lib/use-route-id'
import { cn } from '@/lib/utils'

export const THEMES = [
  { value: 'light', label: msg('Light'), icon: SunIcon },
  { value: 'dark', label: msg('Dark'), icon: MoonIcon },
  { value: 'system', label: msg('System'), icon: MonitorIcon },
] as const

/** Light, dark, or as the system has it. */
export function ThemeButtons({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme()
  const mounted = useMounted()
  return (
    <div role="group" aria-label={t('Theme')} className={cn('grid grid-cols-3 gap-2', className)}>
      {THEMES.map(({ value, label, icon }) => (
        <Choice
          key={value}
          label={t(label)}
          icon={icon}
          chosen={mounted && theme === value}
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
      variant="outline"
      aria-pressed={chosen}
      size="lg"
      className="px-2 text-sm text-muted-foreground aria-pressed:border-foreground aria-pressed:bg-accent aria-pressed:text-foreground"
      lang={lang}
      onClick={onChoose}
    >
      <Icon /> {label}
    </Button>
  )
}

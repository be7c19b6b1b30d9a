'use client'

import { THEMES } from '@/components/layout/appearance'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useLanguage } from '@/contexts/language-context'
import { energyQuantity, formatExact } from '@/lib/format'
import { LANGUAGES, chooseLanguage, languageName, t } from '@/lib/i18n'
import { useMounted } from '@/lib/use-route-id'
import { useNow } from '@/lib/use-now'
import { useTheme } from 'next-themes'

const EXAMPLE_WH = 1_234_567

/** What this browser remembers, for whoever uses it. */
export function Preferences() {
  const language = useLanguage()
  const now = useNow()
  const { value, unit } = energyQuantity(EXAMPLE_WH)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('This browser')}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4 pb-4">
        <div role="group" aria-label={t('Language')} className="grid gap-1.5">
          <p className="font-medium">{t('Language')}</p>
          <div className="flex flex-wrap gap-2">
            {LANGUAGES.map((code) => (
              <Button
                key={code}
                lang={code}
                size="lg"
                variant={code === language ? 'secondary' : 'outline'}
                aria-pressed={code === language}
                onClick={() => void chooseLanguage(code)}
              >
                {languageName(code)}
              </Button>
            ))}
          </div>
        </div>
        <ThemeChoice />
        <p className="text-muted-foreground">
          {now > 0 &&
            t('Numbers and times follow the language and region of the browser: {energy}, {time}.', {
              energy: `${value} ${unit}`,
              time: formatExact(now),
            })}
        </p>
      </CardContent>
    </Card>
  )
}

function ThemeChoice() {
  const { theme, setTheme } = useTheme()
  const mounted = useMounted()
  return (
    <div role="group" aria-label={t('Theme')} className="grid gap-1.5">
      <p className="font-medium">{t('Theme')}</p>
      <div className="flex flex-wrap gap-2">
        {THEMES.map(({ value, label, icon: Icon }) => {
          const chosen = mounted && value === theme
          return (
            <Button
              key={value}
              size="lg"
              variant={chosen ? 'secondary' : 'outline'}
              aria-pressed={chosen}
              onClick={() => setTheme(value)}
            >
              <Icon /> {t(label)}
            </Button>
          )
        })}
      </div>
    </div>
  )
}

import { settingText, type SETTING_GROUPS } from '@/components/settings/setting-words'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { rich, t } from '@/lib/i18n'
import type { ServerSettings } from '@/lib/types'

interface SettingsCardProps {
  group: (typeof SETTING_GROUPS)[number]
  settings: ServerSettings
}

/** Each setting with its environment variable and what holds now. */
export function SettingsCard({ group, settings }: SettingsCardProps) {
  const known = new Map(settings.items.map((setting) => [setting.name, setting]))
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t(group.title)}</CardTitle>
        <span className="text-xs text-muted-foreground">
          {rich('More in <code>{path}</code>', { path: group.doc, code: mono })}
        </span>
      </CardHeader>
      <CardContent className="pb-2">
        <dl>
          {group.settings.map((words) => {
            const setting = known.get(words.name)
            if (!setting) return null
            return (
              <div
                key={words.name}
                className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 border-t py-2"
              >
                <dt className="min-w-0">
                  {t(words.label)}
                  <span className="block font-mono text-xs wrap-anywhere text-muted-foreground">
                    {words.name}
                  </span>
                </dt>
                <dd className="ml-auto min-w-0 text-right wrap-anywhere tabular-nums">
                  <span className="font-medium">{settingText(words, setting)}</span>
                  <span className="block text-xs text-muted-foreground">
                    {setting.given ? t('set') : t('default')}
                  </span>
                </dd>
              </div>
            )
          })}
        </dl>
      </CardContent>
    </Card>
  )
}

const mono = (text: React.ReactNode) => (
  <code key="code" className="font-mono">
    {text}
  </code>
)

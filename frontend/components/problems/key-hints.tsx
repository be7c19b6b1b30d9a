import { Kbd } from '@/components/ui/kbd'
import { msg, t } from '@/lib/i18n'

const WALK = [
  { keys: ['j', 'k'], label: msg('walk') },
  { keys: ['↵'], label: msg('open') },
]
const DEEDS = [
  { keys: ['x'], label: msg('select') },
  { keys: ['e'], label: msg('dismiss') },
  { keys: ['s'], label: msg('snooze 1 h') },
  { keys: ['z'], label: msg('undo') },
]

/** Which keys work here. */
export function KeyHints({ may }: { may: boolean }) {
  return (
    <ul
      aria-label={t('Keyboard')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted-foreground max-md:hidden"
    >
      {(may ? [...WALK, ...DEEDS] : WALK).map(({ keys, label }) => (
        <li key={label} className="flex items-center gap-1.5">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {t(label)}
        </li>
      ))}
    </ul>
  )
}

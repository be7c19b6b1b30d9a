import { Fact } from '@/components/fact'
import { formatLimit } from '@/lib/format'
import { t } from '@/lib/i18n'
import { coordinatesOf } from '@/lib/coordinates'
import type { Station } from '@/lib/types'

/** Where it is, what its grid connection carries, what people have noted. */
export function StationFacts({ station }: { station: Station }) {
  const { address, power_limit_w, note, chargers_total, chargers_online } = station
  const place = coordinatesOf(station)
  return (
    <dl className="grid grid-cols-2 gap-x-10 gap-y-3 md:flex md:flex-wrap">
      <Fact label={t('Chargers')}>
        {t('{total, number}, {online, number} online', { total: chargers_total, online: chargers_online })}
      </Fact>
      <Fact label={t('Address')}>{address}</Fact>
      <Fact label={t('Coordinates')}>{place && `${place.latitude}, ${place.longitude}`}</Fact>
      <Fact label={t('Limit')}>
        {power_limit_w === null ? (
          <span className="font-normal text-muted-foreground">{t('None')}</span>
        ) : (
          formatLimit(power_limit_w)
        )}
      </Fact>
      {note && <Fact label={t('Note')}>{note}</Fact>}
    </dl>
  )
}

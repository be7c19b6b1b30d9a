'use client'

import type { Map as MapLibre } from 'maplibre-gl'
import { MinusIcon, PlusIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

const duration = 180

export function ZoomButtons({ map }: { map: MapLibre }) {
  return (
    <div className="absolute top-3 right-3 grid gap-1.5">
      <Button
        variant="outline"
        size="icon"
        className="max-md:size-10"
        aria-label={t('Zoom in')}
        onClick={() => map.zoomIn({ duration })}
      >
        <PlusIcon />
      </Button>
      <Button
        variant="outline"
        size="icon"
        className="max-md:size-10"
        aria-label={t('Zoom out')}
        onClick={() => map.zoomOut({ duration })}
      >
        <MinusIcon />
      </Button>
    </div>
  )
}

import { statusTone, type Status } from '@/components/status-badge'
import { sparklinePath } from '@/lib/chart-data'
import type { PowerPoint } from '@/lib/types'
import { cn } from '@/lib/utils'

const WIDTH = 64
const HEIGHT = 20
// Room for the line's own width and the end dot.
const PAD = 2.5

/** The last 20 minutes, scaled to their own maximum. The number beside it says what it shows. */
export function Sparkline({ points, status = 'charging' }: { points: PowerPoint[]; status?: Status }) {
  const path = sparklinePath(points, WIDTH - PAD * 2, HEIGHT - PAD * 2)
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-PAD} ${-PAD} ${WIDTH} ${HEIGHT}`}
      className={cn('shrink-0 @max-lg:w-12 @max-[22rem]:hidden', statusTone(status).text)}
    >
      {path && (
        <>
          <path
            d={`${path.line}V${HEIGHT - PAD * 2}H${path.first.x}Z`}
            fill="currentColor"
            fillOpacity={0.13}
          />
          <path d={path.line} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" />
          <circle cx={path.last.x} cy={path.last.y} r={2} fill="currentColor" />
        </>
      )}
    </svg>
  )
}

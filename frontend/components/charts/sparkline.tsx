import { statusTone, type Status } from '@/components/status-badge'
import { sparklinePath } from '@/lib/chart-data'
import type { PowerPoint } from '@/lib/types'
import { cn } from '@/lib/utils'

const WIDTH = 64
const HEIGHT = 20
// Room for the line's own width and the end dot.
const PAD = 2.5

interface SparklineProps {
  points: PowerPoint[]
  status?: Status
  className?: string
}

/** The last 20 minutes, scaled to their own maximum. The number beside it says what it shows. */
export function Sparkline({ points, status = 'charging', className }: SparklineProps) {
  const path = sparklinePath(points, WIDTH - PAD * 2, HEIGHT - PAD * 2)
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-PAD} ${-PAD} ${WIDTH} ${HEIGHT}`}
      className={cn('shrink-0', statusTone(status).text, className)}
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

import { curveProfile, ownSteps, profileSpan, stepPath } from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'

const WIDTH = 96
const HEIGHT = 20
// Room for the line's own width.
const PAD = 1.5

/** A profile over its own time, scaled to its own highest limit. The words beside it say what it shows. */
export function StepSparkline({ profile, now }: { profile: ChargingProfile; now: number }) {
  const curve = curveProfile(profile)
  const span = profileSpan(curve, now)
  const line = stepPath(ownSteps(curve, span), span, WIDTH - PAD * 2, HEIGHT - PAD * 2)
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-PAD} ${-PAD} ${WIDTH} ${HEIGHT}`}
      className="shrink-0 text-foreground/75"
    >
      <path d={`M0 ${HEIGHT - PAD * 2}H${WIDTH - PAD * 2}`} stroke="var(--chart-grid)" />
      <path d={line} fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  )
}

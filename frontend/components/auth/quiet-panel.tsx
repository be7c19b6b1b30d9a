import { t } from '@/lib/i18n'

const CURVE = [
  38, 39, 38, 37.5, 33, 30, 30, 32, 28, 26, 22, 22, 19, 18, 17, 16, 15, 16, 15, 17, 17, 17.5, 23, 28, 31, 37,
  42, 52, 59, 60, 64, 62, 63, 61, 57, 54, 52, 54, 53, 54.5, 53, 52.5, 54, 57, 54, 51, 50, 48, 48, 45.5, 45,
  43, 43, 46, 49, 48.5, 48, 54, 59, 58.5, 60, 65, 66, 69, 68.5, 69, 64, 59, 58, 53, 48, 44, 42, 40, 37, 34,
  32, 29, 27, 26, 29, 31, 33, 31, 34, 36, 38,
]

// Of the curve's box: 100 wide, 100 high, 0 at the bottom.
const POINTS = CURVE.map(
  (y, index) => `${((index / (CURVE.length - 1)) * 100).toFixed(2)},${(100 - y).toFixed(1)}`,
)

/** What the product does, without a number of anybody's. */
export function QuietPanel() {
  return (
    <aside className="relative hidden flex-col overflow-hidden border-l bg-background lg:flex">
      <div className="px-16 pt-[26.5dvh]">
        <p className="text-3xl leading-11 font-semibold">
          {t('What is charging.')}
          <br />
          {t('What is broken.')}
          <br />
          {t('What needs you.')}
        </p>
        <p className="mt-4 max-w-105 text-base leading-6 text-muted-foreground">
          {t('Every connector, every command and every kilowatt-hour of your OCPP chargers, as it happens.')}
        </p>
      </div>
      <div aria-hidden="true" className="absolute inset-x-0 bottom-0 h-[37%]">
        <p className="absolute -top-5 right-6 text-2xs font-medium text-muted-foreground">
          {t('Site limit')}
        </p>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="size-full">
          <defs>
            <linearGradient id="quiet-area" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="var(--charging)" stopOpacity={0.2} />
              <stop offset="1" stopColor="var(--charging)" stopOpacity={0.04} />
            </linearGradient>
          </defs>
          <g fill="none" vectorEffect="non-scaling-stroke">
            {[8, 35, 62, 89].map((y) => (
              <path key={y} d={`M0 ${y}H100`} stroke="var(--border)" vectorEffect="non-scaling-stroke" />
            ))}
            <path
              d="M0 0.5H100"
              stroke="var(--muted-foreground)"
              strokeOpacity={0.6}
              strokeWidth={1.5}
              strokeDasharray="6 4"
              vectorEffect="non-scaling-stroke"
            />
            <polygon points={`0,100 ${POINTS.join(' ')} 100,100`} fill="url(#quiet-area)" />
            <polyline
              points={POINTS.join(' ')}
              stroke="var(--charging)"
              strokeWidth={2}
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        </svg>
      </div>
    </aside>
  )
}

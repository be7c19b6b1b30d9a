import Link from 'next/link'

interface Fact {
  label: string
  value: string
  href?: string
}

/** Figures below a chart, in one line. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="mt-auto flex flex-wrap gap-x-6 gap-y-2 border-t px-4 py-3">
      {facts.map(({ label, value, href }) => (
        <div key={label}>
          <dt className="text-xs text-muted-foreground">{label}</dt>
          <dd className="font-medium tabular-nums">
            {href ? (
              <Link href={href} className="underline underline-offset-4">
                {value}
              </Link>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

import { create } from 'qrcode'
import { useMemo } from 'react'

const QUIET = 2

/** Drawn as SVG: no image request, sharp at every size. Always dark on white, as scanners want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => draw(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET} ${-QUIET} ${size + QUIET * 2} ${size + QUIET * 2}`}
      shapeRendering="crispEdges"
      className="size-38 rounded-lg border bg-white text-black"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}

function draw(text: string): { path: string; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const path = Array.from(modules.data).flatMap((dark, index) =>
    dark ? [`M${index % modules.size} ${Math.floor(index / modules.size)}h1v1h-1z`] : [],
  )
  return { path: path.join(''), size: modules.size }
}

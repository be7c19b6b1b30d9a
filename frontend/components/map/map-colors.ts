export interface MapColors {
  water: string
  land: string
  coast: string
  border: string
}

/** A token of the theme as MapLibre reads colours, which does not know `oklch()`. */
function resolve(token: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return '#888'
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

/** Quiet and neutral: colour on the map is status, and nothing else. */
export const mapColors = (): MapColors => ({
  water: resolve('--card'),
  land: resolve('--accent'),
  coast: resolve('--input'),
  border: resolve('--input'),
})

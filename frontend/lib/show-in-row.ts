/** A ref for the current one of tabs that scroll sideways: their row, and nothing else, moves until it is in the middle. */
export function showInRow(tab: HTMLElement | null): void {
  const row = tab?.parentElement
  if (!tab || !row) return
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
}

/**
 * Copies text. The clipboard API exists only on https and localhost, while a first server often runs on
 * plain http in a local network, so that the old way must work too. False = neither did.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text)
    return true
  }
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way outside a secure context
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}

import { deviceName } from '@/lib/device-name'
import { t } from '@/lib/i18n'
import type { Firmware } from '@/lib/types'

type Named = Pick<Firmware, 'version' | 'file_name'>

/** "3.0.0", or its file's name where nobody said which version it is. */
export const firmwareName = ({ version, file_name }: Named): string => version || file_name

/** "Kestrel AC 22", "any model". */
export const meantFor = (firmware: Pick<Firmware, 'vendor' | 'model'>): string =>
  deviceName(firmware) || t('Any model')

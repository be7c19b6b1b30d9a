import { expect, it } from 'vitest'

import { deviceName } from '@/lib/device-name'

it.each([
  ['Kestrel', 'DC 150', 'Kestrel DC 150'],
  ['Kestrel', 'Kestrel DC 150', 'Kestrel DC 150'],
  ['KESTREL', 'Kestrel DC 150', 'Kestrel DC 150'],
  [null, 'DC 150', 'DC 150'],
  ['Kestrel', null, 'Kestrel'],
  [null, null, ''],
])('%s and %s is %j', (vendor, model, name) => expect(deviceName({ vendor, model })).toBe(name))

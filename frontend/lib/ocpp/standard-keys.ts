/** The standard configuration keys that can be wished (OCPP 1.6, 9): what a value of each looks like. */
export interface StandardSetting {
  key: string
  type: 'boolean' | 'integer' | 'string' | 'list'
  /** The feature profile it belongs to. */
  profile: string
  unit?: string
}

const setting = (
  key: string,
  type: StandardSetting['type'],
  profile: string,
  unit?: string,
): StandardSetting => ({ key, type, profile, ...(unit && { unit }) })

export const STANDARD_SETTINGS: StandardSetting[] = [
  setting('AllowOfflineTxForUnknownId', 'boolean', 'Core'),
  setting('AuthorizationCacheEnabled', 'boolean', 'Core'),
  setting('AuthorizeRemoteTxRequests', 'boolean', 'Core'),
  setting('BlinkRepeat', 'integer', 'Core', 'times'),
  setting('ClockAlignedDataInterval', 'integer', 'Core', 's'),
  setting('ConnectionTimeOut', 'integer', 'Core', 's'),
  setting('ConnectorPhaseRotation', 'list', 'Core'),
  setting('CpoName', 'string', 'Security'),
  setting('HeartbeatInterval', 'integer', 'Core', 's'),
  setting('LightIntensity', 'integer', 'Core', '%'),
  setting('LocalAuthListEnabled', 'boolean', 'LocalAuthListManagement'),
  setting('LocalAuthorizeOffline', 'boolean', 'Core'),
  setting('LocalPreAuthorize', 'boolean', 'Core'),
  setting('MaxEnergyOnInvalidId', 'integer', 'Core', 'Wh'),
  setting('MessageTimeout', 'integer', 'Core', 's'),
  setting('MeterValueSampleInterval', 'integer', 'Core', 's'),
  setting('MeterValuesAlignedData', 'list', 'Core'),
  setting('MeterValuesSampledData', 'list', 'Core'),
  setting('MinimumStatusDuration', 'integer', 'Core', 's'),
  setting('ResetRetries', 'integer', 'Core', 'times'),
  setting('StopTransactionOnEVSideDisconnect', 'boolean', 'Core'),
  setting('StopTransactionOnInvalidId', 'boolean', 'Core'),
  setting('StopTxnAlignedData', 'list', 'Core'),
  setting('StopTxnSampledData', 'list', 'Core'),
  setting('TransactionMessageAttempts', 'integer', 'Core', 'times'),
  setting('TransactionMessageRetryInterval', 'integer', 'Core', 's'),
  setting('UnlockConnectorOnEVSideDisconnect', 'boolean', 'Core'),
  setting('WebSocketPingInterval', 'integer', 'Core', 's'),
]

/** Names are compared without case. */
export const standardSetting = (key: string): StandardSetting | undefined =>
  STANDARD_SETTINGS.find((known) => known.key.toLowerCase() === key.trim().toLowerCase())

import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'

export interface TimeZoneSelectProps extends Pick<SelectProps, 'label' | 'size' | 'description' | 'error' | 'disabled'> {
  value: string
  onChange(timeZone: string): void
}

/** Every zone the browser knows, as "Hong Kong, UTC+8"; typing finds the city or the region. */
export function TimeZoneSelect({ value, onChange, ...props }: TimeZoneSelectProps) {
  const zones = useMemo(() => timeZones(value), [value])
  return <Select {...props} data={zones} value={value} onChange={(zone) => zone && onChange(zone)} searchable limit={100} />
}

function timeZones(current: string): { value: string; label: string }[] {
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current])
  return [...names]
    .map((zone) => ({ value: zone, label: labelOf(zone) }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

function labelOf(zone: string): string {
  const offset = offsetOf(zone)
  return cityOf(zone) === offset ? offset : `${cityOf(zone)}, ${offset}`
}

const cityOf = (zone: string) => (zone.split('/').at(-1) as string).replaceAll('_', ' ')

function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(new Date())
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC').replace('GMT', 'UTC')
}

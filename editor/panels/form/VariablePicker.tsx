import { ActionIcon, Combobox, Tooltip, useCombobox } from '@mantine/core'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import classes from './variable-picker.module.css'
import { useVariables } from './variables.ts'

export interface VariablePickerProps {
  onPick(path: string): void
  /** What was typed into an opened list and not picked from it: it belongs into the text. */
  onTyped?(text: string): void
  ref?: Ref<{ open(): void }>
}

/** `{ }`: the flow's variables and the contact's fields, to put into a text. */
export function VariablePicker({ onPick, onTyped, ref }: VariablePickerProps) {
  const { t } = useTranslation('panels')
  const [search, setSearch] = useState('')
  const variables = useVariables()
  /** Opened by typing in the text, and what was typed since. */
  const typed = useRef<string | undefined>(undefined)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
      const text = typed.current
      typed.current = undefined
      if (text) onTyped?.(text)
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  useImperativeHandle(ref, () => ({
    open: () => {
      typed.current = ''
      combobox.openDropdown()
    },
  }))
  const wanted = search.trim().toLowerCase()
  const found = variables.filter(({ path, label }) => `${path} ${label}`.toLowerCase().includes(wanted))
  const groups = [...new Set(found.map((variable) => variable.group))]
  return (
    <Combobox
      store={combobox}
      keepMounted={false}
      width={280}
      position="bottom-start"
      onOptionSubmit={(path) => {
        typed.current = undefined
        combobox.closeDropdown()
        onPick(path)
      }}
    >
      <Combobox.Target targetType="button">
        <Tooltip label={t('variables.insert')}>
          <ActionIcon size="xs" aria-label={t('variables.insert')} onClick={() => combobox.toggleDropdown()}>
            <Icon name="braces" size={14} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value)
            if (typed.current === undefined) return
            typed.current = value
            if (value.endsWith('}}')) combobox.closeDropdown()
          }}
          placeholder={t('variables.search')}
          aria-label={t('variables.search')}
        />
        <Combobox.Options mah={280} className={classes.options}>
          {found.length === 0 && <Combobox.Empty>{t('variables.none')}</Combobox.Empty>}
          {groups.map((group) => (
            <Combobox.Group key={group} label={t(`variables.${group}`)}>
              {found
                .filter((variable) => variable.group === group)
                .map(({ path, label }) => (
                  <Combobox.Option key={path} value={path}>
                    <span className={classes.label}>{label}</span>
                    {label !== path && <bdi className={classes.path}>{path}</bdi>}
                  </Combobox.Option>
                ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

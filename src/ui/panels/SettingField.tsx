/** The field of one setting, by the kind of its value. */
import { Select, Switch } from '@mantine/core';
import { useId } from 'react';
import { helpOf, kindOf, settingHelp, shownSetting } from '../../experiment/settingKinds.ts';
import { parseSettings, readList } from '../../experiment/settings.ts';
import type { SettingName } from '../../experiment/settingsTable.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { SettingNumber } from './SettingNumber.tsx';
import { TypedField } from './TypedField.tsx';

export function SettingField({ name }: { readonly name: SettingName }) {
  const value = useStore((state) => state.config[name]);
  const label = settingHelp(name).title;
  const help = helpOf(name);
  const helpId = useId();
  const field = kindOf(name);
  switch (field.kind) {
    case 'number':
      return (
        <SettingNumber
          label={label}
          help={help}
          value={Number(value)}
          limits={field.limits}
          step={field.step}
          isWhole={field.isWhole}
          onChange={(number) => actions.setConfig({ [name]: number })}
        />
      );
    case 'list':
    case 'text':
      return (
        <TypedField
          label={label}
          help={help}
          className="setting-list"
          inputMode="text"
          shown={shownSetting(value)}
          read={(typed) => readList(name, typed)}
          onTake={actions.setConfig}
        />
      );
    case 'choice':
      return (
        <Select
          size="xs"
          label={label}
          description={help}
          descriptionProps={{ className: 'setting-help' }}
          data={[...field.options]}
          value={String(value)}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && actions.setConfig(parseSettings([`${name}=${chosen}`]))}
        />
      );
    case 'switch':
      return (
        <div className="setting-switch">
          <Switch
            size="xs"
            label={label}
            aria-describedby={helpId}
            checked={value === true}
            onChange={(event) => actions.setConfig({ [name]: event.currentTarget.checked })}
          />
          <p id={helpId} className="setting-help">
            {help}
          </p>
        </div>
      );
    default:
      throw new Error(`Unknown kind of setting ${String(field satisfies never)}.`);
  }
}

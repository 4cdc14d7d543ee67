/** Every setting of the next run, by whom it concerns. Opened from the training panel, and loaded only then. */
import { Button, Drawer } from '@mantine/core';
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import { SETTING_NAMES, SETTINGS } from '../../experiment/settingsTable.ts';
import type { Group } from '../../experiment/settingsTable/setting.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { useFocusBack } from '../useFocusBack.ts';
import { SettingField } from './SettingField.tsx';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const SECTIONS: Readonly<Record<Exclude<Group, 'page'>, string>> = {
  students: 'Students',
  learntFrom: 'What they learn from',
  teacher: 'Teacher trained in this run',
};

export function AllSettings({ isOpen, onClose }: Props) {
  useFocusBack(isOpen);
  const { data, sloppiness } = useStore((state) => state.config);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={420}
      title="All settings"
      closeButtonProps={{ 'aria-label': 'Close the settings' }}
    >
      <p className="muted small">
        They act at the next run. The command line and links know them by the same names.
      </p>
      {Object.entries(SECTIONS).map(([group, title]) => (
        <fieldset key={group} className="all-settings">
          <legend>{title}</legend>
          {SETTING_NAMES.filter((name) => SETTINGS[name].group === group).map((name) => (
            <SettingField key={name} name={name} />
          ))}
        </fieldset>
      ))}
      <Button
        mt="md"
        size="xs"
        variant="default"
        onClick={() => actions.setConfig({ ...DEFAULT_CONFIG, data, sloppiness })}
      >
        Back to the defaults
      </Button>
    </Drawer>
  );
}

/** One line of the settings: what is set, and what sets it. */
import type { ReactNode } from 'react';
import { helpOf } from '../../experiment/settingKinds.ts';
import type { SettingName } from '../../experiment/settingsTable.ts';
import type { LessonControl } from '../../library/lesson.ts';
import { Shown } from '../Shown.tsx';

interface Props {
  readonly name: LessonControl;
  readonly label: string;
  /** Whose help is the label's title; none where it is not one setting. */
  readonly setting?: SettingName;
  readonly children: ReactNode;
}

export function SettingRow({ name, label, setting, children }: Props) {
  return (
    <Shown name={name}>
      <div className="setting-row">
        <span className="setting-label" title={setting && helpOf(setting)}>
          {label}
        </span>
        <div className="setting-control">{children}</div>
      </div>
    </Shown>
  );
}

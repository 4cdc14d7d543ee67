/** One line of the settings: what is set, and what sets it. */
import type { ReactNode } from 'react';
import type { LessonControl } from '../../library/lesson.ts';
import { Shown } from '../Shown.tsx';

interface Props {
  readonly name: LessonControl;
  readonly label: string;
  readonly children: ReactNode;
}

export function SettingRow({ name, label, children }: Props) {
  return (
    <Shown name={name}>
      <div className="setting-row">
        <span className="setting-label">{label}</span>
        <div className="setting-control">{children}</div>
      </div>
    </Shown>
  );
}

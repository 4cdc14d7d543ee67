/** One line of the settings: what is set, and what sets it. */
import type { ReactNode } from 'react';
import type { LessonControl } from '../../library/lesson.ts';
import { helped, type HelpTopic } from '../help/helped.ts';
import { Shown } from '../Shown.tsx';

interface Props {
  readonly name: LessonControl;
  readonly label: string;
  readonly help: HelpTopic;
  readonly children: ReactNode;
}

export function SettingRow({ name, label, help, children }: Props) {
  return (
    <Shown name={name}>
      <div className="setting-row" {...helped(help)}>
        <span className="setting-label">{label}</span>
        <div className="setting-control">{children}</div>
      </div>
    </Shown>
  );
}

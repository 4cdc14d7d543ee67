/** One line of the settings: what is set, and what sets it. */
import type { ReactNode } from 'react';

export function SettingRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="setting-row">
      <span className="setting-label">{label}</span>
      <div className="setting-control">{children}</div>
    </div>
  );
}

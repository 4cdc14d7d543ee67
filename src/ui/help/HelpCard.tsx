/** What a control is, what to try, its limits: beside the control, and described to screen readers. */
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import { useLayoutEffect, useRef } from 'react';
import { settingHelp } from '../../experiment/settingKinds.ts';
import { SETTING_NAMES } from '../../experiment/settingsTable.ts';
import { CONTROL_HELP, type ControlHelp } from './controlHelp.ts';
import type { HelpTarget } from './useHelpTarget.ts';

const ID = 'help-card';
const AIR_PX = 8;

export function HelpCard({ element, focused }: HelpTarget) {
  const card = useRef<HTMLDivElement>(null);
  const help = helpOn(element.dataset['help'] ?? '');
  useLayoutEffect(() => {
    const place = async () => {
      if (!card.current) return;
      const { x, y } = await computePosition(element, card.current, {
        strategy: 'fixed',
        placement: 'bottom-start',
        middleware: [offset(AIR_PX), flip(), shift({ padding: AIR_PX })],
      });
      if (card.current) Object.assign(card.current.style, { left: `${x}px`, top: `${y}px` });
    };
    return card.current ? autoUpdate(element, card.current, () => void place()) : undefined;
  }, [element]);
  useLayoutEffect(() => {
    if (!focused) return;
    const before = focused.getAttribute('aria-describedby');
    focused.setAttribute('aria-describedby', before === null ? ID : `${before} ${ID}`);
    return () => {
      if (before === null) focused.removeAttribute('aria-describedby');
      else focused.setAttribute('aria-describedby', before);
    };
  }, [focused]);
  if (!help) return null;
  return (
    <div id={ID} ref={card} role="tooltip" className={focused ? 'help-card in-a-moment' : 'help-card'}>
      <strong>{help.title}</strong>
      <p>
        {help.what} {help.advice}
      </p>
      {help.facts && <p className="muted small">{help.facts}</p>}
    </div>
  );
}

function helpOn(topic: string): (ControlHelp & { readonly facts?: string }) | null {
  const setting = SETTING_NAMES.find((name) => name === topic);
  if (setting) return settingHelp(setting);
  return Object.entries(CONTROL_HELP).find(([name]) => name === topic)?.[1] ?? null;
}

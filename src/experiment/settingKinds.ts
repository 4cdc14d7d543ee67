/** What kind of value a setting takes, read off its parser: a form and a command line ask this, not the parser. */
import { z } from 'zod';
import type { Limits } from './limits.ts';
import { SETTINGS, type SettingName } from './settingsTable.ts';
import type { Setting } from './settingsTable/setting.ts';
import { shownNumber } from './typedNumber.ts';

interface NumberKind {
  readonly kind: 'number';
  readonly limits: Limits;
  readonly isWhole: boolean;
  /** How far an arrow key goes. */
  readonly step: number;
}

export type SettingKind =
  | NumberKind
  | { readonly kind: 'list'; readonly of: 'numbers' | 'words' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'switch' };

export function kindOf(name: SettingName): SettingKind {
  const { type, step = 1 }: Setting = SETTINGS[name];
  const inner = type.unwrap();
  if (inner instanceof z.ZodNumber) {
    const limits = { min: inner.minValue ?? -Infinity, max: inner.maxValue ?? Infinity };
    return { kind: 'number', limits, isWhole: inner.isInt, step };
  }
  if (inner instanceof z.ZodEnum) return { kind: 'choice', options: inner.options.map(String) };
  if (inner instanceof z.ZodString) return { kind: 'text' };
  if (inner instanceof z.ZodBoolean) return { kind: 'switch' };
  const list = inner instanceof z.ZodReadonly ? inner.unwrap() : inner;
  if (list instanceof z.ZodArray)
    return { kind: 'list', of: list.element instanceof z.ZodNumber ? 'numbers' : 'words' };
  throw new Error(
    `${name} has a value of a kind that no form knows; expected a number, a list, a choice, a text or a switch. Teach kindOf.`,
  );
}

export interface SettingHelp {
  /** The label, with its unit. */
  readonly title: string;
  readonly what: string;
  readonly advice: string;
  /** Limits, default and why it is that, in sentences. */
  readonly facts: string;
}

export function settingHelp(name: SettingName): SettingHelp {
  const { label, help, advice, why, unit, type }: Setting = SETTINGS[name];
  const kind = kindOf(name);
  const ofUnit = unit === undefined ? '' : ` ${unit}`;
  const range =
    kind.kind === 'number'
      ? `From ${shownNumber(kind.limits.min)} to ${shownNumber(kind.limits.max)}${ofUnit}. `
      : '';
  const byDefault = shownSetting(type.parse(undefined)) || 'none';
  return {
    title: unit === undefined ? label : `${label}, ${unit}`,
    what: help,
    advice,
    facts: `${range}Default: ${byDefault}${why === undefined ? '' : `, because ${why}`}.`,
  };
}

/** What it is, what to try, its limits, its default and why, in sentences. */
export function helpOf(name: SettingName): string {
  const { what, advice, facts } = settingHelp(name);
  return `${what} ${advice} ${facts}`;
}

/** A value as a field shows it. */
export function shownSetting(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') return shownNumber(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

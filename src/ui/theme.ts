/** The tokens of the page: one colour per network, one ramp for temperature, for light and dark. */
import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import type { NetworkName } from '../experiment/arms.ts';

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  primaryColor: 'dark',
  primaryShade: { light: 8, dark: 0 },
  autoContrast: true,
  defaultRadius: 'md',
  fontSizes: { xs: '12px', sm: '13px', md: '14px' },
  components: {
    // The page below a dialog is held by base.css: theirs would write a style into the page, which the policy forbids.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    // One that glides from message to message has the whole page laid out anew in every frame of a run.
    Progress: { defaultProps: { transitionDuration: 0 } },
    // Lists are made when they are opened: measuring them delays the first curve.
    // It is the list itself that scrolls: whoever walks it by keys needs no focus in it.
    Select: { defaultProps: { comboboxProps: { keepMounted: false }, withScrollArea: false } },
  },
});

/** Each pair has at least 4.5 : 1 against its ground, as text has to. */
const LIGHT = {
  '--ground': '#ffffff',
  '--ink': '#1a1b1e',
  '--muted': '#5c636e',
  '--hairline': '#e3e6eb',
  '--sunken': '#f4f5f8',
  '--teacher': '#3d49c2',
  '--distilled': '#087766',
  '--standalone': '#b4540a',
  '--t1': '#2f6ccf',
  '--t2': '#157f94',
  '--t4': '#85700b',
  '--t7': '#b0560f',
  '--chosen': '#c4242c',
  '--ink-limit': '0.66',
};

const DARK: typeof LIGHT = {
  '--ground': '#121317',
  '--ink': '#eceef2',
  '--muted': '#a2a9b5',
  '--hairline': '#2b2e36',
  '--sunken': '#1b1d23',
  '--teacher': '#a3adff',
  '--distilled': '#45cdb4',
  '--standalone': '#ffa264',
  '--t1': '#7eaef8',
  '--t2': '#57c3d6',
  '--t4': '#d0bb52',
  '--t7': '#f09b58',
  '--chosen': '#ff7a7a',
  '--ink-limit': '0.48',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...LIGHT, '--mantine-color-body': LIGHT['--ground'], '--mantine-color-text': LIGHT['--ink'] },
  dark: { ...DARK, '--mantine-color-body': DARK['--ground'], '--mantine-color-text': DARK['--ink'] },
});

export const NETWORK_COLOUR: Readonly<Record<NetworkName, string>> = {
  teacher: 'var(--teacher)',
  distilled: 'var(--distilled)',
  standalone: 'var(--standalone)',
};

/** Lines of networks are told apart by their dash too. */
export const NETWORK_DASH: Readonly<Record<NetworkName, string>> = {
  teacher: '2 3',
  distilled: '',
  standalone: '6 3',
};

export const NETWORK_LABEL: Readonly<Record<NetworkName, string>> = {
  teacher: 'Teacher',
  distilled: 'Distilled',
  standalone: 'Standalone',
};

/** Temperatures that are always on the chart; told apart by colour, dash and label. */
export const FIXED_TEMPERATURES = [
  { temperature: 1, colour: 'var(--t1)', dash: '' },
  { temperature: 2, colour: 'var(--t2)', dash: '7 3' },
  { temperature: 4, colour: 'var(--t4)', dash: '4 3' },
  { temperature: 7, colour: 'var(--t7)', dash: '2 3' },
] as const;

/** Rows of the comparison, in the order of the story: who teaches, who learns alone, who is taught. */
export const NETWORKS_IN_TABLE = [
  { network: 'teacher', header: 'Teacher' },
  { network: 'standalone', header: 'Standalone student' },
  { network: 'distilled', header: 'Distilled student' },
] as const satisfies readonly { network: NetworkName; header: string }[];

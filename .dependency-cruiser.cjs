/** The floors of the house: a folder imports only from itself and from the folders before it in this list. */
const FLOORS = ['distillation', 'experiment', 'data', 'engine', 'library', 'worker', 'store', 'ui'];

const floorRules = FLOORS.map((floor, index) => ({
  name: `floor-${floor}`,
  comment: `${floor}/ may import only from ${FLOORS.slice(0, index + 1).join(', ')}`,
  severity: 'error',
  from: { path: `^src/${floor}/` },
  to: { path: '^src/', pathNot: `^src/(${FLOORS.slice(0, index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'cli-without-page',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/(worker|store|ui|main)' },
    },
    {
      name: 'tfjs-only-in-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(engine/|worker/engine\\.worker\\.ts)' },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'node-only-in-cli',
      severity: 'error',
      // compile.ts runs at build time; vitePlugin.ts is imported by vite.config.ts alone
      from: { path: '^src/', pathNot: '^src/(cli/|engine/kernels/(compile|vitePlugin)\\.ts)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'distillation-imports-nothing',
      severity: 'error',
      from: { path: '^src/distillation/' },
      to: { pathNot: '^src/distillation/' },
    },
    {
      name: 'not-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(\\?url$|^virtual:)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/engine/kernels/assembly' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

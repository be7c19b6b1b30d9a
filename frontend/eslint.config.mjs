import { defineConfig, globalIgnores } from 'eslint/config'
import nextVitals from 'eslint-config-next/core-web-vitals'
import i18next from 'eslint-plugin-i18next'
import tseslint from 'typescript-eslint'

/** Folders whose texts are translated; a new page is. */
const TRANSLATED = [
  'app/**',
  'components/*.tsx',
  'components/account/**',
  'components/analytics/**',
  'components/api-keys/**',
  'components/audit/**',
  'components/auth/**',
  'components/bulk/**',
  'components/chargers/bulk/**',
  'components/chargers/charger-field.tsx',
  'components/chargers/charger-picker.tsx',
  'components/charts/**',
  'components/charts/schedule-chart.tsx',
  'components/configuration/**',
  'components/data-table/**',
  'components/firmware/**',
  'components/id-tags/id-tag-bulk.tsx',
  'components/id-tags/import/**',
  'components/id-tags/unknown-tags.tsx',
  'components/layout/**',
  'components/layout/user-menu.tsx',
  'components/local-lists/**',
  'components/map/**',
  'components/me/**',
  'components/notifications/**',
  'components/overview/**',
  'components/problems/**',
  'components/profiles/**',
  'components/reservations/**',
  'components/schedules/**',
  'components/security/**',
  'components/settings/**',
  'components/stations/detail/**',
  'components/ui/**',
  'components/users/**',
  'components/webhooks/**',
  'components/{chargers,commands,id-tags,messages,stations,transactions}/**',
  'contexts/**',
]

export default defineConfig([
  globalIgnores(['.next/**', 'out/**', 'coverage/**', 'next-env.d.ts', 'types/api.d.ts']),
  ...nextVitals,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'max-lines': ['error', 400],
    },
  },
  {
    // What is said goes through lib/toast.ts, which waits for what shows it.
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['lib/toast.ts', 'components/ui/sonner.tsx'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'sonner', message: 'Import toast from @/lib/toast.', allowTypeImports: true }] },
      ],
    },
  },
  {
    // What a reader sees goes through `t()` (lib/i18n.ts), so that another language can say it.
    files: TRANSLATED,
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'jsx-attributes': {
            include: [
              'aria-label',
              'aria-description',
              'alt',
              'title',
              'label',
              'placeholder',
              'description',
              'heading',
              'detail',
              'hint',
              'note',
              'text',
              'unit',
              'action',
              'caption',
              'empty',
            ],
          },
          callees: {
            exclude: [
              't',
              'rich',
              'msg',
              'cn',
              'cva',
              '.*\\.(get|has|includes|find|map|startsWith|push|replace)',
            ],
          },
          words: {
            exclude: [
              '^[\\W\\d_]*$',
              '^CSMS$',
              '^OCPP$',
              '^⌘.$',
              '^var\\(--.*$',
              '^(Wh|kWh|kW|W|A|V|h|min|s)$',
            ],
          },
        },
      ],
    },
  },
])

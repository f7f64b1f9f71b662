const { defineConfig } = require('eslint/config');
const tseslint = require('typescript-eslint');

/** What knows nothing of VS Code, so that the terminal and plain mocha can run it. */
const core = [
  'src/card/**',
  'src/pki/**',
  'src/signature/**',
  'src/portal/**',
  'src/doctor/**',
  'src/text/**',
  'src/errors.ts',
];

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };

/** Ways to make elements out of text, which on the page may come from anybody. */
const unsafeHtml = [
  'MemberExpression[property.name=/^(inner|outer)HTML$|^insertAdjacentHTML$|^setHTMLUnsafe$/]',
  "MemberExpression[object.name='document'][property.name=/^write(ln)?$/]",
  "MemberExpression[property.name='createContextualFragment']",
  'ImportSpecifier[imported.name=/^unsafe/]',
].map((selector) => ({ selector, message: 'Text of others is drawn by Lit, as text.' }));

/**
 * A page knows its protocol, its own folder and what all pages share, and one package: Lit, or in one
 * file the toolkit.
 */
function pageImports(up, library) {
  const patterns = [
    {
      regex: `^(?!\\.|${library}$|${library}/)`,
      message: 'A page takes Lit, and its elements from elements.ts.',
    },
    {
      regex: `^${RegExp.escape(up)}(?!protocol/|\\.\\./page/ui/)`,
      message: 'A page knows its protocol, its own folder and page/ui.',
    },
    {
      regex: '/protocol/messages',
      allowTypeImports: true,
      message: 'What checks messages belongs to the host; a page takes the types.',
    },
  ];
  return {
    'no-restricted-imports': 'off',
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
  };
}

const nodeGlobals = [
  'AbortSignal',
  'Buffer',
  'URL',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setTimeout',
];

module.exports = defineConfig(
  { ignores: ['dist/', 'out/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A file says one thing; whoever needs more lines has two files.
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      // Numbers in text are what most messages are made of.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `() => this.stop()` is how a listener is written here; braces would say no more.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A default export has no name to search for.
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-console': 'error',
    },
  },
  {
    files: ['src/cli.ts', 'src/cli/**', 'test/host/run.ts', 'test/{bench,rig}/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: core,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'vscode', message: 'The core runs without VS Code.' }],
          patterns: [{ group: ['**/views/**'], message: 'The core knows nothing of the views.' }],
        },
      ],
    },
  },
  {
    files: ['src/pki/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/signature/**', '**/portal/**', '**/cli/**', '**/text/**'],
              message: 'Certificates are below signatures and the portal.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/views/*/ui/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...unsafeHtml] },
  },
  { files: ['src/views/*/ui/*/*.ts'], rules: pageImports('../../', 'lit') },
  { files: ['src/views/*/ui/*.ts'], rules: pageImports('../', 'lit') },
  { files: ['src/views/*/ui/elements.ts'], rules: pageImports('../', '@vscode-elements') },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['*.js', '**/*.cjs', 'scripts/welcome-extension/**'],
    languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly' } },
  },
);

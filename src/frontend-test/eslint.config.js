// What is on here has found a mistake, or keeps one from coming; how code is written is not checked.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['**/node_modules/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      eqeqeq: 'error',
      'no-constructor-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unreachable-loop': 'error',
      // "const { grid, ...rest }" is how a property is left out.
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Takes "this.#timer ||= .." for a field that nobody reads.
      'no-unused-private-class-members': 'off',
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: ['frontend/**'], languageOptions: { globals: globals.browser } },
  { files: ['src/frontend-test/**'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];

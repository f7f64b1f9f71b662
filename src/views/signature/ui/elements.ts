/** The only place that knows the toolkit. What is not named here is not in the bundle. */
import '@vscode-elements/elements/dist/vscode-button/index.js';

// What the page uses of CodeMirror 6, as one module.
export {EditorState, Compartment, Annotation} from "@codemirror/state";
export {EditorView, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, drawSelection, hoverTooltip, highlightSpecialChars} from "@codemirror/view";
export {history, historyKeymap, isolateHistory, defaultKeymap, undo, redo} from "@codemirror/commands";
export {autocompletion, completionKeymap, startCompletion} from "@codemirror/autocomplete";
export {setDiagnostics, lintGutter, lintKeymap} from "@codemirror/lint";
export {search, searchKeymap} from "@codemirror/search";
export {yaml} from "@codemirror/lang-yaml";
export {syntaxHighlighting, defaultHighlightStyle, indentUnit} from "@codemirror/language";

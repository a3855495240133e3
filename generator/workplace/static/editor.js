// The text of the file: CodeMirror with what can be typed, what it means and what is wrong with it, told by the program.
import * as cm from "./codemirror.js";

const CHINESE = cm.EditorState.phrases.of({
  "Find": "查找", "Replace": "换成", "next": "下一个", "previous": "上一个", "all": "全部", "match case": "区分大小写",
  "by word": "整词", "regexp": "正则", "replace": "替换", "replace all": "全部替换", "close": "关闭", "go to line": "到第几行",
  "Completions": "可以填的", "Diagnostics": "问题", "No diagnostics": "没有问题", "Control character": "控制字符",
});
const WORD = /^[^\s:：#,，{}\[\]]*$/;

export class Editor {
  constructor(parent, text, told) {
    this.told = told;
    this.steps = [];  // every change since the file was opened
    const save = {key: "Mod-s", preventDefault: true, run: () => { told.save(); return true; }};
    const state = cm.EditorState.create({
      doc: text,
      extensions: [
        cm.EditorView.cspNonce.of(document.querySelector("meta[name=nonce]").content), CHINESE, cm.lineNumbers(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.highlightSpecialChars(),
        cm.history(), cm.drawSelection(), cm.indentUnit.of("  "), cm.yaml(), cm.syntaxHighlighting(cm.defaultHighlightStyle),
        cm.EditorView.lineWrapping, cm.lintGutter(), cm.search({top: true}),
        cm.autocompletion({override: [(context) => this.completions(context)], activateOnTypingDelay: 60}),
        cm.hoverTooltip((view, at) => this.meaning(at)),
        cm.keymap.of([save, ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap, ...cm.lintKeymap]),
        cm.EditorView.contentAttributes.of({"aria-label": "填报文件", tabindex: "0"}),
        cm.EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            this.steps.push(update.changes.desc);
            told.changed();
          }
          if (update.selectionSet && !update.docChanged) told.moved(this.caret);
        }),
      ],
    });
    this.view = new cm.EditorView({state, parent});
  }

  get text() { return this.view.state.doc.toString(); }
  get caret() { return this.view.state.selection.main.head; }
  get now() { return this.steps.length; }
  get composing() { return this.view.composing; }
  focus() { this.view.focus(); }
  destroy() { this.view.destroy(); }
  undo() { cm.undo(this.view); this.focus(); }
  redo() { cm.redo(this.view); this.focus(); }

  // Where a place of the text of then is by now; of a span, its end with side -1.
  moved(at, since, side = 1) {
    return this.steps.slice(since).reduce((place, step) => step.mapPos(place, side), at);
  }

  // Where a place of the text of now was then.
  back(at, since) {
    return this.steps.slice(since).reduceRight((place, step) => step.invertedDesc.mapPos(place), at);
  }

  go(from, to = from) {
    const end = this.view.state.doc.length;
    const selection = {anchor: Math.min(from, end), head: Math.min(to, end)};
    this.view.dispatch({selection, effects: cm.EditorView.scrollIntoView(selection.anchor, {y: "center"})});
    this.focus();
  }

  line(number) {
    const {doc} = this.view.state;
    this.go(doc.line(Math.max(1, Math.min(number, doc.lines))).from);
  }

  // Behind the colon of a key that was left empty, with the blank that YAML wants there.
  fill(at) {
    const line = this.view.state.doc.lineAt(at);
    const colon = line.text.slice(at - line.from).match(/[:：]/);
    if (!colon) return this.go(at);
    const place = at + colon.index + 1, rest = line.text.slice(place - line.from);
    const blanks = rest.length - rest.trimStart().length;
    const wanted = Math.max(0, (rest.trimStart().startsWith("#") ? 2 : 1) - blanks);
    if (wanted) this.view.dispatch({changes: {from: place, insert: " ".repeat(wanted)}});
    this.go(place + 1);
  }

  // The least change that makes one text of the other, so that undo and the caret stay.
  replace(text) {
    const old = this.text;
    let start = 0, end = 0;
    const most = Math.min(old.length, text.length);
    while (start < most && old[start] === text[start]) start += 1;
    while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    const changes = {from: start, to: old.length - end, insert: text.slice(start, text.length - end)};
    this.view.dispatch({changes, annotations: cm.isolateHistory.of("full")});
  }

  // What was found in the text of then; of another text it would be another edit.
  fix(edits, since) {
    if (since !== this.now) return this.told.late();
    this.change(edits);
    this.focus();
  }

  // What is typed on without a pause is undone at once, as in the editor itself.
  change(edits, typed = false) {
    this.view.dispatch(typed ? {changes: edits, userEvent: "input.type"} : {changes: edits, annotations: cm.isolateHistory.of("full")});
  }

  mark(findings) {
    const end = this.view.state.doc.length, since = this.now, levels = {error: "error", warning: "warning", note: "info"};
    const marks = findings.filter((one) => !one.file).map((one) => ({
      from: Math.min(one.from, end), to: Math.min(one.to, end), severity: levels[one.severity], source: one.code,
      message: one.help ? `${one.message}\n${one.help}` : one.message,
      actions: one.fix.length ? [{name: "改好", apply: () => this.fix(one.fix, since)}] : [],
    }));
    this.view.dispatch(cm.setDiagnostics(this.view.state, marks));
  }

  async completions(context) {
    const before = context.matchBefore(/[^\s:：#,，{}\[\]]*/);
    if (!context.explicit && !before?.text && !/[:：] $/.test(context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos))) return null;
    const found = await this.told.hint({text: context.state.doc.toString(), at: context.pos}).catch(() => ({options: []}));
    if (!found.options.length) return null;
    const info = (one) => one.info ? `${one.detail}\n例：${one.info}` : one.detail;
    return {from: found.from, validFor: WORD, options: found.options.map((one) => ({label: one.label, apply: one.apply, info: info(one) || undefined}))};
  }

  async meaning(at) {
    const line = this.view.state.doc.lineAt(at);
    const found = await this.told.hint({text: this.text, at: line.to, about: true}).catch(() => ({}));
    if (!found.label) return null;
    return {pos: line.from, end: line.to, above: true, create: () => {
      const dom = document.createElement("div");
      dom.className = "hint";
      dom.textContent = `${found.label}：${found.detail}${found.info ? `；例：${found.info}` : ""}`;
      return {dom};
    }};
  }
}
